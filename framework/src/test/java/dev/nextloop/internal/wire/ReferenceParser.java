package dev.nextloop.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stream of bytes means as HTTP/1.1 responses (RFC 9112), said slowly with regular
 * expressions: what {@link ResponseParser} is held against. Gives a line for each response, and one
 * for how the stream ends: REFUSED, or MORE is awaited.
 */
final class ReferenceParser {
  private static final int MOST = 64 << 20;
  private static final List<String> EMPTY = List.of("\n", "\r\n");
  private static final Pattern LINE = Pattern.compile("[^\n]*+\n");
  private static final Pattern STATUS =
      Pattern.compile("HTTP/1\\.(\\d) ([1-5]\\d\\d)(?:\r?| .*)\n", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("([!-9;-\\x7f]|[!-9;-\\x7f][^:\n]*[!-9;-\\x7f]):([^\n]*)\n");
  private static final Pattern SIZE = Pattern.compile("0*+([0-9a-fA-F]*+)");
  private static final Pattern AFTER_SIZE = Pattern.compile("[ \t]*+(?:;[^\r\n]*+)?+\r?\n");
  private static final Pattern NOTHING = Pattern.compile("\r?[^\\x00-\\xff]");
  private static final Pattern LINE_END = Pattern.compile("\r?\n");
  private static final Pattern TRAILER = Pattern.compile("[^\r\n]*+\r?\n");

  private final String stream;
  private final List<String> said = new ArrayList<>();
  private int at;
  private boolean ten;
  private boolean keepAlive;
  private boolean chunked;
  private long length;
  private List<String> fields;

  private ReferenceParser(byte[] stream) {
    this.stream = new String(stream, StandardCharsets.ISO_8859_1);
  }

  /** The stream is not what it should be, or not whole. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Stop(String how) {
      super(how, null, false, false);
    }
  }

  static List<String> read(byte[] stream) {
    ReferenceParser parser = new ReferenceParser(stream);
    try {
      while (true) {
        parser.response();
      }
    } catch (Stop stop) {
      parser.said.add(stop.getMessage());
    }
    return parser.said;
  }

  private void response() {
    int status = 0;
    for (int interim = -1; status < 200; interim++) {
      status = head();
      if (status == 101 || (status < 200 && interim == 15)) {
        throw new Stop("REFUSED");
      }
    }
    boolean bodyless = status == 204 || status == 304;
    boolean framed = chunked || length >= 0 || status == 204;
    String body = bodyless ? "" : chunked ? chunks() : plain();
    said.add(status + " " + (keepAlive && framed) + " " + fields + " " + body);
  }

  private String plain() {
    int rest = stream.length() - at;
    if (length > MOST || (length < 0 && rest > MOST)) {
      throw new Stop("REFUSED");
    }
    if (length < 0) {
      throw new Stop("MORE until the end: " + stream.substring(at));
    }
    if (rest < length) {
      throw new Stop("MORE");
    }
    at += (int) length;
    return stream.substring(at - (int) length, at);
  }

  private String chunks() {
    StringBuilder body = new StringBuilder();
    for (int size = size(); size > 0; size = size()) {
      if (stream.length() - at < size) {
        throw new Stop("MORE");
      }
      body.append(stream, at, at + size);
      at += size;
      line(LINE_END);
    }
    while (!line(TRAILER).group().matches("\r?\n")) {
      // Trailers are passed over.
    }
    return body.toString();
  }

  private int size() {
    int start = at;
    String digits = line(SIZE).group(1);
    int size = digits.length() > 7 ? MOST + 1 : Integer.parseInt("0" + digits, 16);
    if (size > MOST) {
      throw new Stop("REFUSED");
    }
    line(at > start ? AFTER_SIZE : NOTHING);
    return size;
  }

  private Matcher line(Pattern pattern) {
    Matcher line = pattern.matcher(stream).region(at, stream.length());
    if (line.lookingAt()) {
      at = line.end();
      return line;
    }
    throw new Stop(line.hitEnd() ? "MORE" : "REFUSED");
  }

  private int head() {
    Matcher status = STATUS.matcher(line(LINE).group());
    if (!status.matches()) {
      throw new Stop("REFUSED");
    }
    ten = status.group(1).equals("0");
    keepAlive = !ten;
    chunked = false;
    length = -1;
    fields = new ArrayList<>();
    for (String line = line(LINE).group(); !EMPTY.contains(line); line = line(LINE).group()) {
      field(line);
    }
    if (chunked && length >= 0) {
      throw new Stop("REFUSED");
    }
    keepAlive &= !(ten && chunked);
    return Integer.parseInt(status.group(2));
  }

  private void field(String line) {
    Matcher field = FIELD.matcher(line);
    if (!field.matches()) {
      throw new Stop("REFUSED");
    }
    // \\z: a $ also stands before a last NEL, which is a byte like any other here.
    String value = field.group(2).replaceAll("^[ \t]+|[\\x00-\\x20]+\\z", "");
    String bare = field.group(2).replaceAll("^[ \t\r]+|[ \t\r]+\\z", "");
    String text = field.group(1) + "=" + value;
    fields.add(new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    switch (lower(field.group(1))) {
      case "content-length" -> {
        if (!bare.matches("0*\\d{1,13}") || (length >= 0 && length != Long.parseLong(bare))) {
          throw new Stop("REFUSED");
        }
        length = Long.parseLong(bare);
      }
      case "transfer-encoding" -> {
        if (chunked || !lower(bare).equals("chunked")) {
          throw new Stop("REFUSED");
        }
        chunked = true;
      }
      case "connection" -> {
        boolean close = lower(value).contains("close");
        keepAlive = !close && (keepAlive || lower(value).contains("keep-alive"));
      }
      default -> {
        // Says nothing about the message's end.
      }
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }
}
