package dev.nextloop.internal.wire;

import dev.nextloop.spi.Body;
import dev.nextloop.spi.PolledInvocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One event over a copy of its head's bytes. The copy is the only thing that is made when an event
 * comes; names are matched on the bytes and a value becomes a string when somebody asks for it.
 */
public final class HttpHead implements PolledInvocation {
  private final byte[] head;
  private final int[] lines;
  private final Body body;

  /**
   * An event.
   *
   * @param head status line and header lines, each with its line end
   * @param lines where the header lines start, each of them one with a colon
   * @param body the payload
   */
  HttpHead(byte[] head, int[] lines, Body body) {
    this.head = head;
    this.lines = lines;
    this.body = body;
  }

  @Override
  public Body body() {
    return body;
  }

  @Override
  public String header(String name) {
    for (int line : lines) {
      if (names(line, name)) {
        String value = value(line + name.length() + 1);
        if (!value.isEmpty()) {
          return value;
        }
      }
    }
    return null;
  }

  @Override
  public List<Map.Entry<String, String>> headers() {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (int line : lines) {
      int colon = line;
      while (head[colon] != ':') {
        colon++;
      }
      String name = new String(head, line, colon - line, StandardCharsets.UTF_8);
      headers.add(Map.entry(name, value(colon + 1)));
    }
    return headers;
  }

  /** Whether a header occurs with another value than this one. */
  boolean differs(String name, String value) {
    for (int line : lines) {
      if (names(line, name) && !isValue(line + name.length() + 1, value)) {
        return true;
      }
    }
    return false;
  }

  private boolean isValue(int from, String value) {
    int start = from;
    while (start < head.length && (head[start] == ' ' || head[start] == '\t')) {
      start++;
    }
    for (int i = 0; i < value.length(); i++) {
      if (start + i >= head.length || head[start + i] != value.charAt(i)) {
        return false;
      }
    }
    int end = start + value.length();
    while (end < head.length && (head[end] == ' ' || head[end] == '\t' || head[end] == '\r')) {
      end++;
    }
    return end >= head.length || head[end] == '\n';
  }

  private boolean names(int line, String name) {
    int length = name.length();
    if (line + length >= head.length || head[line + length] != ':') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(head[line + i]) != lower((byte) name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The value from {@code from} to the end of its line, without the white space around it. */
  private String value(int from) {
    int start = from;
    while (start < head.length && (head[start] == ' ' || head[start] == '\t')) {
      start++;
    }
    int end = start;
    while (end < head.length && head[end] != '\n') {
      end++;
    }
    while (end > start && head[end - 1] <= ' ' && head[end - 1] >= 0) {
      end--;
    }
    return new String(head, start, end - start, StandardCharsets.UTF_8);
  }

  static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }
}
