package dev.nextloop.testkit.internal;

import dev.nextloop.testkit.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** All that happened on a server, in order; safe for any thread. */
public final class Journal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Place, RecordedRequest> requests = new LinkedHashMap<>();
  private final List<Place> changes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int accepted;
  private int open;

  private record Place(int connection, int index) {}

  /** Adds a request, or replaces what was known of it when less of it had been read. */
  void request(RecordedRequest request) {
    Place place = new Place(request.connection(), request.index());
    change(
        () -> {
          requests.put(place, request);
          changes.add(place);
        });
  }

  public void problem(String problem) {
    change(() -> problems.add(problem));
  }

  public void accepted() {
    change(
        () -> {
          accepted++;
          open++;
        });
  }

  public void closed() {
    change(() -> open--);
  }

  public List<RecordedRequest> requests(Predicate<? super RecordedRequest> which) {
    lock.lock();
    try {
      return requests.values().stream().filter(which).toList();
    } finally {
      lock.unlock();
    }
  }

  public List<String> problems() {
    lock.lock();
    try {
      return List.copyOf(problems);
    } finally {
      lock.unlock();
    }
  }

  public int acceptedCount() {
    lock.lock();
    try {
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  public int openCount() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for requests; looks at each change once, so that it is fast with many requests too. */
  public void awaitRequests(
      Predicate<? super RecordedRequest> which, int count, Duration limit, String what) {
    Set<Place> found = new HashSet<>();
    AtomicInteger seen = new AtomicInteger();
    BooleanSupplier enough =
        () -> {
          while (seen.get() < changes.size()) {
            Place place = changes.get(seen.getAndIncrement());
            if (which.test(requests.get(place))) {
              found.add(place);
            }
          }
          return found.size() >= count;
        };
    await(enough, limit, what);
  }

  /** Waits until {@code met}, which is asked with the lock held after every change. */
  public void await(BooleanSupplier met, Duration limit, String what) {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!met.getAsBoolean()) {
        if (left <= 0) {
          throw new AssertionError("no " + what + " within " + limit + "; " + state());
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while awaiting " + what + "; " + state(), e);
    } finally {
      lock.unlock();
    }
  }

  private String state() {
    return "%d connections accepted, %d open, requests %s, problems %s"
        .formatted(accepted, open, requests.values(), problems);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
