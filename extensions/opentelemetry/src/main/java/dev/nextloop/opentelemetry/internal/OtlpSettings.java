package dev.nextloop.opentelemetry.internal;

import dev.nextloop.spi.Host;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of OTLP, by the specification "OpenTelemetry Protocol Exporter". */
final class OtlpSettings {
  static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

  private OtlpSettings() {}

  /**
   * Where spans go.
   *
   * @throws IllegalArgumentException names the variable, its value without user and query, and what
   *     it must be
   */
  static String endpoint(Host host) {
    String own = host.variable(TRACES_ENDPOINT);
    if (own != null && !own.isEmpty()) {
      return checked(TRACES_ENDPOINT, own);
    }
    String common = host.variable(ENDPOINT);
    String base =
        common == null || common.isEmpty() ? "http://localhost:4318" : checked(ENDPOINT, common);
    return base + (base.endsWith("/") ? "v1/traces" : "/v1/traces");
  }

  private static String checked(String name, String text) {
    String shown = text.replaceAll("//[^/]*@", "//***@").replaceAll("\\?.*", "?***");
    try {
      URI url = URI.create(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null) {
        return text;
      }
    } catch (IllegalArgumentException unreadable) {
      // Said below, without what the exception would quote.
    }
    throw new IllegalArgumentException(
        name
            + " is '"
            + (shown.length() > 80 ? shown.substring(0, 80) + "..." : shown)
            + "'; it must be a URL that starts with http:// or https://");
  }

  /**
   * Headers of each export: {@code name=value} with commas between them, values percent-encoded.
   *
   * @throws IllegalArgumentException names the variable and the place, never a value
   */
  static Map<String, String> headers(Host host) {
    Map<String, String> headers = new LinkedHashMap<>();
    String text = host.variable(HEADERS);
    if (text == null || text.isBlank()) {
      return headers;
    }
    int number = 0;
    for (String part : text.split(",", -1)) {
      number++;
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw wrong(number);
      }
      headers.put(part.substring(0, equals).trim(), value(part.substring(equals + 1), number));
    }
    return headers;
  }

  private static String value(String encoded, int number) {
    try {
      // A plus is a plus here, unlike in a form.
      String text = encoded.trim().replace("+", "%2B");
      String value = URLDecoder.decode(text, StandardCharsets.UTF_8);
      if (value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
        return value;
      }
    } catch (IllegalArgumentException badEncoding) {
      // Said below.
    }
    throw wrong(number);
  }

  private static IllegalArgumentException wrong(int number) {
    return new IllegalArgumentException(
        HEADERS
            + ": its part "
            + number
            + " is no header; it must be name=value, the value percent-encoded visible ASCII");
  }
}
