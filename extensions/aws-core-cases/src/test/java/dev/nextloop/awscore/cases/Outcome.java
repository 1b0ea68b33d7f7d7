package dev.nextloop.awscore.cases;

import dev.nextloop.testkit.Headers;
import dev.nextloop.testkit.RecordedRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What came of one event, as facts with a name each. Values are raw but for the server's port and
 * the times in the log.
 *
 * @param facts {@code call} (method and path), {@code body}, {@code trailer}, {@code header} with
 *     the header's name in small letters, {@code log} (standard output and error), {@code nextloop}
 *     (what Nextloop itself says there), {@code frames} (the log's own descriptor), {@code exit}
 *     (the code of a process that ended)
 */
record Outcome(Map<String, String> facts) {
  private static final Pattern OWN_LINE = Pattern.compile("^nextloop: .*\\n?", Pattern.MULTILINE);

  /**
   * Collects the facts.
   *
   * @param post null if there was none
   * @param exitCode null while the process lives
   */
  static Outcome of(
      RecordedRequest post, byte[] output, byte[] frames, Integer exitCode, String authority) {
    Map<String, String> facts = new TreeMap<>();
    if (post != null) {
      facts.put("call", post.method() + " " + post.target());
      facts.put("body", text(post.body()));
      for (Headers.Field field : post.headers().fields()) {
        facts.merge(
            "header " + field.name().toLowerCase(Locale.ROOT),
            field.value().replace(authority, "{authority}"),
            (one, other) -> one + "\n" + other);
      }
      for (Headers.Field field : post.trailers().fields()) {
        facts.put("trailer " + field.name().toLowerCase(Locale.ROOT), field.value());
      }
    }
    putLog(facts, text(output).replaceAll(LogFrames.TIME, "{time}"));
    if (frames.length > 0) {
      facts.put("frames", LogFrames.read(frames));
    }
    if (exitCode != null) {
      facts.put("exit", exitCode.toString());
    }
    return new Outcome(facts);
  }

  /** Nextloop's own lines apart, so that all others can be held against AWS's. */
  private static void putLog(Map<String, String> facts, String output) {
    Matcher own = OWN_LINE.matcher(output);
    String lines = own.results().map(MatchResult::group).collect(Collectors.joining());
    String others = own.replaceAll("");
    if (!lines.isEmpty()) {
      facts.put("nextloop", lines);
    }
    if (!others.isEmpty()) {
      facts.put("log", others);
    }
  }

  /** A fact's value, or a word that says that there is none. */
  String fact(String name) {
    return facts.getOrDefault(name, "(none)");
  }

  /** In UTF-8, or in hexadecimal digits where it isn't. */
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "not UTF-8: " + HexFormat.of().formatHex(bytes);
    }
  }
}
