package dev.nextloop.inspect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The managed Java runtimes that the drop-in is made for. */
public enum JavaRuntime {
  /** Java 17. */
  JAVA17(17),
  /** Java 21. */
  JAVA21(21),
  /** Java 25. */
  JAVA25(25);

  private final int release;

  JavaRuntime(int release) {
    this.release = release;
  }

  /** The Java release, such as 21. */
  public int release() {
    return release;
  }

  /** The newest class file that it reads: JVMS 4.1, table 4.1-A. */
  public int classFile() {
    return release + 44;
  }

  /** As Lambda calls it: {@code java21}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The runtime of this name; empty for any other name. */
  public static Optional<JavaRuntime> of(String id) {
    return Arrays.stream(values()).filter(runtime -> runtime.id().equals(id)).findFirst();
  }

  /** All names, for messages. */
  public static String ids() {
    return Arrays.stream(values()).map(JavaRuntime::id).collect(Collectors.joining(", "));
  }
}
