package dev.nextloop.micrometer.internal;

import java.util.Arrays;

/**
 * Values between two lines, in bounded memory: up to 100 of them as they are; more as values and
 * counts, rounded to three significant digits; when even those are more than 1,000 different ones,
 * as count, sum, least and greatest. CloudWatch takes no more than 100 numbers in one array.
 */
final class Samples implements Pending {
  static final int EXACT = 100;
  static final int DIFFERENT = 1_000;
  private static final double[] NONE = {};

  /** Of ten, up to 10^22: those that a double is exactly. */
  private static final double[] POWERS = new double[23];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private double[] values = NONE;
  private int[] counts;
  private int size;
  private long count;
  private double sum;
  private double least;
  private double greatest;
  private boolean summed;
  private Distribution rest;
  private long countOfAll;
  private double sumOfAll;
  private double greatestOfAll;

  synchronized void add(double value) {
    countOfAll++;
    sumOfAll += value;
    greatestOfAll = Math.max(greatestOfAll, value);
    least = count == 0 ? value : Math.min(least, value);
    greatest = count == 0 ? value : Math.max(greatest, value);
    count++;
    sum += value;
    if (counts == null && !summed && size < EXACT) {
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.min(EXACT, Math.max(4, 2 * size)));
      }
      values[size++] = value;
    } else if (!summed) {
      if (counts == null) {
        fold();
      }
      put(value);
    }
  }

  /** How many there were, since the beginning. */
  synchronized long countOfAll() {
    return countOfAll;
  }

  synchronized double sumOfAll() {
    return sumOfAll;
  }

  synchronized double greatestOfAll() {
    return greatestOfAll;
  }

  /** From values as they are to values and counts. */
  private void fold() {
    double[] exact = values;
    values = new double[2 * EXACT];
    counts = new int[2 * EXACT];
    size = 0;
    for (double value : exact) {
      put(value);
    }
  }

  private void put(double value) {
    double rounded = rounded(value);
    int at = Arrays.binarySearch(values, 0, size, rounded);
    if (at >= 0) {
      counts[at]++;
    } else if (size == DIFFERENT) {
      summed = true;
    } else {
      insert(-at - 1, rounded);
    }
  }

  private void insert(int at, double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.min(DIFFERENT, 2 * size));
      counts = Arrays.copyOf(counts, values.length);
    }
    System.arraycopy(values, at, values, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    values[at] = value;
    counts[at] = 1;
    size++;
  }

  /** To three significant digits, as far as powers of ten are exact. */
  static double rounded(double value) {
    double size = Math.abs(value);
    if (size < 1e-20 || size >= 1e22) {
      return value;
    }
    int digits = digits(size) - 2;
    // By a division or a product with a whole power of ten, whose result is printed short.
    double power = POWERS[Math.abs(digits)];
    return digits < 0 ? Math.rint(value * power) / power : Math.rint(value / power) * power;
  }

  /** Where the first digit stands: 0 for ones, -1 for tenths. A logarithm takes its time. */
  private static int digits(double size) {
    int place = 0;
    while (size >= 1 && size >= POWERS[place + 1]) {
      place++;
    }
    while (size < 1 && size * POWERS[-place] < 1) {
      place--;
    }
    return place;
  }

  @Override
  public synchronized boolean waits() {
    return count > 0 || rest != null;
  }

  @Override
  public synchronized boolean write(StringBuilder line) {
    if (rest != null) {
      rest = rest.writeNext(line) ? rest : null;
      return rest != null;
    }
    if (count == 0) {
      return false;
    }
    if (summed) {
      Distribution.statistics(line.append('{'), least, greatest, count, sum).append('}');
    } else if (counts == null) {
      exact(line);
    } else {
      Distribution all = new Distribution(values, counts, size);
      rest = all.writeNext(line) ? all : null;
    }
    forget();
    return rest != null;
  }

  private void exact(StringBuilder line) {
    if (size == 1) {
      JsonText.append(line, values[0]);
      return;
    }
    for (int i = 0; i < size; i++) {
      JsonText.append(line.append(i == 0 ? '[' : ','), values[i]);
    }
    line.append(']');
  }

  private void forget() {
    if (counts != null) {
      values = NONE;
      counts = null;
    }
    size = 0;
    count = 0;
    sum = 0;
    summed = false;
  }
}
