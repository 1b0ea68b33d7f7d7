package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.runtimeapi.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The platform's own lines in a function's log, as the service writes them. */
final class LogLines {
  private LogLines() {}

  /** A phase begins: {@code INIT_START} or {@code RESTORE_START}. */
  static String start(String word, FunctionSpec spec, String region) {
    String runtime = spec.runtime().replaceFirst("\\.", ":") + ".v1";
    UUID first = UUID.nameUUIDFromBytes(runtime.getBytes(StandardCharsets.UTF_8));
    UUID second = UUID.nameUUIDFromBytes((runtime + first).getBytes(StandardCharsets.UTF_8));
    return word
        + " Runtime Version: "
        + runtime
        + "\tRuntime Version ARN: arn:aws:lambda:"
        + region
        + "::runtime:"
        + (first + "" + second).replace("-", "");
  }

  /**
   * A phase has ended.
   *
   * @param words with the phase's name last
   * @param status null when all is well
   */
  static String phase(String words, long nanos, String status) {
    StringBuilder line = new StringBuilder(words).append(" Duration: ");
    appendMillis(line, nanos).append(" ms");
    return status == null ? line.toString() : line.append("\tStatus: ").append(status).toString();
  }

  static String start(String requestId, String version) {
    return "START RequestId: " + requestId + " Version: " + version;
  }

  static String end(String requestId) {
    return "END RequestId: " + requestId;
  }

  /**
   * The last line.
   *
   * @param nanos time of the invocation
   * @param before what was done before it
   * @param usedMb peak memory
   */
  static String report(
      String requestId,
      FunctionSpec spec,
      long nanos,
      Opening.Times before,
      long usedMb,
      Answer answer) {
    StringBuilder line = new StringBuilder(200).append("REPORT RequestId: ").append(requestId);
    appendMillis(line.append("\tDuration: "), nanos).append(" ms");
    long billed = Math.max(0, nanos) + Math.max(0, before.initNanos());
    long restored = wholeMillis(Math.max(0, before.restoreNanos()));
    line.append("\tBilled Duration: ").append(wholeMillis(billed) + restored).append(" ms");
    line.append("\tMemory Size: ").append(spec.memoryMb()).append(" MB");
    line.append("\tMax Memory Used: ").append(usedMb).append(" MB\t");
    if (before.initNanos() >= 0) {
      appendMillis(line.append("Init Duration: "), before.initNanos()).append(" ms\t");
    }
    if (before.restoreNanos() >= 0) {
      appendMillis(line.append("Restore Duration: "), before.restoreNanos()).append(" ms\t");
      line.append("Billed Restore Duration: ").append(restored).append(" ms\t");
    }
    return switch (answer.kind()) {
      case TIMEOUT -> line.append("Status: timeout").toString();
      case FAULT ->
          line.append("Status: error\tError Type: ").append(answer.errorType()).toString();
      default -> line.toString();
    };
  }

  /** Begun ones count. */
  private static long wholeMillis(long nanos) {
    return (nanos + 999_999) / 1_000_000;
  }

  static String timedOut(Instant now, String requestId, Duration timeout) {
    String stamp = now.truncatedTo(ChronoUnit.MILLIS).toString();
    if (stamp.length() == 20) {
      stamp = stamp.replace("Z", ".000Z"); // Instant leaves out a fraction of zero
    }
    return stamp + " " + requestId + " " + taskTimedOut(timeout);
  }

  static String taskTimedOut(Duration timeout) {
    return appendMillis(new StringBuilder("Task timed out after "), timeout.toNanos() / 1000)
        .append(" seconds")
        .toString();
  }

  /** Nanoseconds as milliseconds with two digits; String.format would cost more than all else. */
  private static StringBuilder appendMillis(StringBuilder text, long nanos) {
    long hundredths = (Math.max(0, nanos) + 5_000) / 10_000;
    text.append(hundredths / 100).append('.');
    return text.append((char) ('0' + hundredths / 10 % 10)).append((char) ('0' + hundredths % 10));
  }
}
