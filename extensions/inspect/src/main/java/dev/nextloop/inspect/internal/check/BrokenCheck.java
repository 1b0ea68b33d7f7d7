package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.Finding;
import java.util.function.Consumer;

/** Names the classes that other checks tried to read in vain; the last one to run. */
public final class BrokenCheck implements Check {

  @Override
  public void examine(Case function, Consumer<Finding> findings) {
    function
        .classes()
        .broken()
        .forEach(
            (file, reason) -> {
              if (FilesCheck.examine(file, function.setup().runtime(), true) == null) {
                findings.accept(FilesCheck.unreadable(file, reason, true));
              }
            });
  }
}
