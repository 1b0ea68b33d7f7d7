package dev.nextloop.crac.internal;

import dev.nextloop.crac.Resource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** All registrations in their order, and the first of those that were lost. Any thread. */
final class Registrations {
  private static final int MOST_NAMED = 20;

  private final boolean keep;
  private final List<Registration> inOrder = new ArrayList<>();
  private final List<Registration> lost = new ArrayList<>();

  /** None yet; {@code keep} has resources held for good. */
  Registrations(boolean keep) {
    this.keep = keep;
  }

  void add(Resource resource) {
    Registration added = Registration.of(Objects.requireNonNull(resource, "register(null)"), keep);
    synchronized (this) {
      dropLost();
      inOrder.removeIf(added::isOf);
      inOrder.add(added);
    }
  }

  /** Those that live, in the order of their registration; they live on while the list does. */
  synchronized List<Registration.Hook> living() {
    dropLost();
    return inOrder.stream().map(Registration::hold).filter(Objects::nonNull).toList();
  }

  /** Those that were collected, at most {@value #MOST_NAMED}. */
  synchronized List<Registration> lost() {
    return List.copyOf(lost);
  }

  private void dropLost() {
    for (Iterator<Registration> all = inOrder.iterator(); all.hasNext(); ) {
      Registration next = all.next();
      if (next.isLost()) {
        all.remove();
        if (lost.size() < MOST_NAMED) {
          lost.add(next);
        }
      }
    }
  }
}
