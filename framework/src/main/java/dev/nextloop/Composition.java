package dev.nextloop;

import java.util.List;
import java.util.stream.Collectors;

/** What a client is made of, in order, for its log. */
final class Composition {
  private Composition() {}

  static String of(
      List<?> middleware,
      Object handler,
      List<?> observers,
      List<?> flushes,
      NextloopOptions options) {
    return "nextloop: debug: event -> "
        + middleware.stream().map(step -> name(step) + " -> ").collect(Collectors.joining())
        + name(handler)
        + "; observers: "
        + names(observers)
        + "; flushed behind answers: "
        + names(flushes)
        + "; "
        + options;
  }

  private static String names(List<?> parts) {
    return parts.isEmpty()
        ? "none"
        : parts.stream().map(Composition::name).collect(Collectors.joining(", "));
  }

  /** The class; of a lambda, the class that it stands in. */
  private static String name(Object part) {
    String name = part.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda) + " (a lambda)";
  }
}
