package dev.nextloop.emulator.internal.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;

/**
 * One page of a listing in the order of its keys.
 *
 * @param items of this page
 * @param nextMarker null on the last page
 */
record Page<T>(List<T> items, String nextMarker) {
  private static final int LARGEST = 50;

  /**
   * Cuts the page that the call asks for.
   *
   * @param mostItems the largest {@code MaxItems} that AWS takes
   */
  static <T> Page<T> of(NavigableMap<String, T> all, Call call, int mostItems) {
    String marker = call.parameter("Marker");
    NavigableMap<String, T> rest = marker == null ? all : all.tailMap(decode(marker), false);
    int size = Math.min(LARGEST, maxItems(call, mostItems));
    List<String> keys = rest.keySet().stream().limit(size).toList();
    String next = rest.size() > size ? encode(keys.get(size - 1)) : null;
    return new Page<>(keys.stream().map(rest::get).toList(), next);
  }

  private static int maxItems(Call call, int most) {
    String text = call.parameter("MaxItems");
    if (text == null) {
      return LARGEST;
    }
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
      throw AwsError.constraint("maxItems", text, "Member must be between 1 and " + most);
    }
    return Integer.parseInt(text);
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw AwsError.invalid("Marker is not one of this listing: " + AwsError.shortened(marker));
    }
  }
}
