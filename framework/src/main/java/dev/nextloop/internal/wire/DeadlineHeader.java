package dev.nextloop.internal.wire;

/** {@code Lambda-Runtime-Deadline-Ms}, as the time that an invocation has. */
final class DeadlineHeader {
  private static final long HOUR_MILLIS = 60L * 60 * 1_000;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final long SOME_DAY_IN_2001 = 1_000_000_000_000L;

  private DeadlineHeader() {}

  /**
   * Milliseconds from receipt to deadline, never negative. A deadline that is no time of today
   * (missing, a duration, long past, days ahead) counts as unknown.
   *
   * @param text may be null
   * @param received wall clock at the receipt, the only time that it is read
   * @param otherwise counts where the deadline is unknown
   */
  static long budgetMillis(String text, long received, long otherwise) {
    long deadline = number(text);
    long budget = deadline - received;
    if (deadline < SOME_DAY_IN_2001 || budget > DAY_MILLIS || budget < -HOUR_MILLIS) {
      return otherwise;
    }
    return Math.max(0, budget);
  }

  private static long number(String text) {
    if (text == null || text.length() > 18) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
