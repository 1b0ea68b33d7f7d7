package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.Finding;
import java.io.IOException;
import java.util.function.Consumer;

/** Looks for one kind of thing. */
public interface Check {
  /** Passes on what it finds. */
  void examine(Case function, Consumer<Finding> findings) throws IOException;
}
