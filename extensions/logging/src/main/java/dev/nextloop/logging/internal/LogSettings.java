package dev.nextloop.logging.internal;

import dev.nextloop.FunctionError;
import dev.nextloop.logging.internal.line.JsonFormat;
import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.line.Redaction;
import dev.nextloop.logging.internal.line.TextFormat;
import dev.nextloop.spi.Host;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the platform and the user want of the log.
 *
 * @param json whether lines are JSON
 * @param least records below this level are left out; UNDEFINED leaves none out
 * @param requestIdKey name of the request id in JSON
 * @param redaction which keys have secrets
 * @param bufferBytes most bytes of records that wait for their reader
 */
public record LogSettings(
    boolean json, Level least, String requestIdKey, Redaction redaction, int bufferBytes) {
  private static final String FORMAT = "AWS_LAMBDA_LOG_FORMAT";
  private static final String LEVEL = "AWS_LAMBDA_LOG_LEVEL";
  private static final String KEY = "LOG_REQUEST_ID_KEY";
  private static final String REDACT = "LOG_REDACT";
  private static final String BUFFER = "LOG_BUFFER_BYTES";
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int LEAST_BUFFER = 4_096;
  private static final int MOST_BUFFER = 256 << 20;

  /**
   * Reads them. What the platform gives and nobody knows is said in one line, and no filter; the
   * user's own settings must be right.
   *
   * @throws FunctionError names the setting that is wrong and the remedy
   */
  public static LogSettings from(Host host) {
    return new LogSettings(json(host), least(host), key(host), redaction(host), buffer(host));
  }

  /**
   * The format of lines.
   *
   * @param multiLine whether a record may have several lines
   */
  public LineFormat format(boolean multiLine) {
    return json ? new JsonFormat(requestIdKey, redaction) : new TextFormat(redaction, multiLine);
  }

  private static boolean json(Host host) {
    String format = host.variable(FORMAT);
    String name = format == null ? "text" : format.trim().toLowerCase(Locale.ROOT);
    if (!name.equals("json") && !name.equals("text") && !name.isEmpty()) {
      unknown(host, FORMAT, format, "JSON or Text", "lines are text");
    }
    return name.equals("json") || isConcurrent(host.variable("AWS_LAMBDA_MAX_CONCURRENCY"));
  }

  /** Where lines of several invocations are mixed, the platform wants JSON whatever is set. */
  private static boolean isConcurrent(String lanes) {
    try {
      return lanes != null && Long.parseLong(lanes.trim()) > 0;
    } catch (NumberFormatException e) {
      // The client refuses it.
      return false;
    }
  }

  private static Level least(Host host) {
    String text = host.variable(LEVEL);
    if (text == null || text.isBlank()) {
      return Level.UNDEFINED;
    }
    Level level = Level.parse(text);
    if (level == null) {
      unknown(
          host, LEVEL, text, "TRACE, DEBUG, INFO, WARN, ERROR or FATAL", "no level is left out");
      return Level.UNDEFINED;
    }
    return level;
  }

  private static void unknown(Host host, String name, String value, String right, String so) {
    host.log("nextloop: " + name + " is '" + shown(value) + "'; it must be " + right + "; " + so);
  }

  private static String key(Host host) {
    String key = text(host, KEY);
    if (key == null) {
      return "requestId";
    }
    if (!key.equals("requestId") && !key.equals("AWSRequestId")) {
      throw wrong(KEY, key, "requestId or AWSRequestId", null);
    }
    return key;
  }

  private static Redaction redaction(Host host) {
    String text = text(host, REDACT);
    if ("off".equals(text)) {
      return new Redaction(null);
    }
    try {
      String expression = text == null ? Redaction.DEFAULT : text;
      return new Redaction(Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
    } catch (PatternSyntaxException e) {
      String right = "off or a regular expression (" + e.getDescription() + ")";
      throw wrong(REDACT, text, right, e);
    }
  }

  private static int buffer(Host host) {
    String text = text(host, BUFFER);
    if (text == null) {
      return BUFFER_BYTES;
    }
    try {
      int bytes = Integer.parseInt(text.trim());
      if (bytes >= LEAST_BUFFER && bytes <= MOST_BUFFER) {
        return bytes;
      }
      throw wrong(BUFFER, text, LEAST_BUFFER + " to " + MOST_BUFFER, null);
    } catch (NumberFormatException e) {
      throw wrong(BUFFER, text, "a whole number from " + LEAST_BUFFER + " to " + MOST_BUFFER, e);
    }
  }

  /** The variable, else the property of the same meaning; null where neither is set. */
  private static String text(Host host, String name) {
    String variable = host.variable("NEXTLOOP_" + name);
    return variable != null && !variable.isEmpty()
        ? variable
        : host.property("nextloop." + name.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static FunctionError wrong(String name, String value, String right, Throwable cause) {
    return new FunctionError(
        "Runtime.InvalidConfiguration",
        "NEXTLOOP_" + name + " is '" + shown(value) + "'; it must be " + right,
        cause);
  }

  private static String shown(String value) {
    String start = value.length() > 40 ? value.substring(0, 40) + "..." : value;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
