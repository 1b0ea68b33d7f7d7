package dev.nextloop.internal.wire;

import dev.nextloop.spi.Body;
import dev.nextloop.spi.PolledInvocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One event over its head's bytes, where the parser has them. Nothing is copied when an event
 * comes; names are matched on the bytes and a value becomes a string when somebody asks for it.
 */
public final class HttpHead implements PolledInvocation {
  private final Body body;
  // Volatile: whoever got the invocation on another thread must see the copy that was kept.
  private volatile byte[] head;
  private int[] lines;
  private int count;
  private int length;

  /**
   * An event.
   *
   * @param head status line and header lines, each with its line end
   * @param length how much of {@code head} that is
   * @param lines where the header lines start, each of them one with a colon
   * @param count how many header lines there are
   * @param body the payload
   */
  HttpHead(byte[] head, int length, int[] lines, int count, Body body) {
    this.lines = lines;
    this.count = count;
    this.length = length;
    this.body = body;
    this.head = head;
  }

  @Override
  public void keep() {
    lines = Arrays.copyOf(lines, count);
    head = Arrays.copyOf(head, length);
  }

  @Override
  public Body body() {
    return body;
  }

  @Override
  public String header(String name) {
    byte[] in = head;
    for (int i = 0; i < count; i++) {
      int line = lines[i];
      if (names(in, line, name)) {
        String value = value(in, line + name.length() + 1);
        if (!value.isEmpty()) {
          return value;
        }
      }
    }
    return null;
  }

  @Override
  public List<Map.Entry<String, String>> headers() {
    byte[] in = head;
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int line = lines[i];
      int colon = line;
      while (in[colon] != ':') {
        colon++;
      }
      String name = new String(in, line, colon - line, StandardCharsets.UTF_8);
      headers.add(Map.entry(name, value(in, colon + 1)));
    }
    return headers;
  }

  /** Whether a header occurs with another value than this one. */
  boolean differs(String name, String value) {
    byte[] in = head;
    for (int i = 0; i < count; i++) {
      if (names(in, lines[i], name) && !isValue(in, lines[i] + name.length() + 1, value)) {
        return true;
      }
    }
    return false;
  }

  private boolean isValue(byte[] in, int from, String value) {
    int start = from;
    while (start < length && (in[start] == ' ' || in[start] == '\t')) {
      start++;
    }
    for (int i = 0; i < value.length(); i++) {
      if (start + i >= length || in[start + i] != value.charAt(i)) {
        return false;
      }
    }
    int end = start + value.length();
    while (end < length && (in[end] == ' ' || in[end] == '\t' || in[end] == '\r')) {
      end++;
    }
    return end >= length || in[end] == '\n';
  }

  private boolean names(byte[] in, int line, String name) {
    int nameLength = name.length();
    if (line + nameLength >= length || in[line + nameLength] != ':') {
      return false;
    }
    for (int i = 0; i < nameLength; i++) {
      byte b = in[line + i];
      byte c = (byte) name.charAt(i);
      if (b != c && lower(b) != lower(c)) {
        return false;
      }
    }
    return true;
  }

  /** The value from {@code from} to the end of its line, without the white space around it. */
  private String value(byte[] in, int from) {
    int start = from;
    while (start < length && (in[start] == ' ' || in[start] == '\t')) {
      start++;
    }
    int end = start;
    while (end < length && in[end] != '\n') {
      end++;
    }
    while (end > start && in[end - 1] <= ' ' && in[end - 1] >= 0) {
      end--;
    }
    return new String(in, start, end - start, StandardCharsets.UTF_8);
  }

  static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }
}
