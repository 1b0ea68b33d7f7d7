package dev.nextloop.micrometer.internal;

/**
 * Values and counts on their way into lines, 100 in each, with the statistics of each part. The
 * form is the one that AWS's own exporter of OpenTelemetry metrics writes to CloudWatch.
 */
final class Distribution {
  private final double[] values;
  private final int[] counts;
  private final int size;
  private int next;

  /** Over rising values; the arrays are its own from now on. */
  Distribution(double[] values, int[] counts, int size) {
    this.values = values;
    this.counts = counts;
    this.size = size;
  }

  /** Whether there is more. */
  boolean writeNext(StringBuilder line) {
    int end = Math.min(size, next + Samples.EXACT);
    long count = 0;
    double sum = 0;
    line.append("{\"Values\":[");
    for (int i = next; i < end; i++) {
      JsonText.append(i == next ? line : line.append(','), values[i]);
      count += counts[i];
      sum += values[i] * counts[i];
    }
    line.append("],\"Counts\":[");
    for (int i = next; i < end; i++) {
      (i == next ? line : line.append(',')).append(counts[i]);
    }
    statistics(line.append("],"), values[next], values[end - 1], count, sum).append('}');
    next = end;
    return end < size;
  }

  static StringBuilder statistics(
      StringBuilder line, double least, double greatest, long count, double sum) {
    JsonText.append(line.append("\"Max\":"), greatest);
    JsonText.append(line.append(",\"Min\":"), least);
    line.append(",\"Count\":").append(count).append(",\"Sum\":");
    JsonText.append(line, sum);
    return line;
  }
}
