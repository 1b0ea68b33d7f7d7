package dev.nextloop.opentelemetry.internal;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * Something with headers that propagators read. They ask by name; none lists them.
 *
 * @param <C> what has the headers
 * @param header gives the value of a header by its name in lower case; null for none
 */
record Carrier<C>(BiFunction<C, String, String> header) implements TextMapGetter<C> {

  @Override
  public Iterable<String> keys(C carrier) {
    return List.of();
  }

  @Override
  public String get(C carrier, String name) {
    return carrier == null ? null : header.apply(carrier, name.toLowerCase(Locale.ROOT));
  }
}
