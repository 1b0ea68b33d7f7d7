package dev.nextloop.opentelemetry.internal;

import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.function.BiConsumer;

/**
 * Passes headers on that can't end the header and begin another: visible ASCII, spaces, tabs.
 * Propagators may write what a sender has chosen.
 */
enum HeaderSetter implements TextMapSetter<BiConsumer<String, String>> {
  INSTANCE;

  @Override
  public void set(BiConsumer<String, String> headers, String name, String value) {
    if (headers != null && isPlain(value)) {
      headers.accept(name, value);
    }
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        return false;
      }
    }
    return true;
  }
}
