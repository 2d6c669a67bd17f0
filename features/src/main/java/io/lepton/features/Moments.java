package io.lepton.features;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Count, mean, deviation and range of several columns. Sums are kept in twice the precision (Dekker
 * 1971), so that a result does not depend on the order in which numbers came.
 */
final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final MathContext PRECISION = new MathContext(50);

  private final long[] counts;
  private final double[] sums;
  private final double[] sumErrors;
  private final double[] squares;
  private final double[] squareErrors;
  private final double[] min;
  private final double[] max;
  private long rows;

  Moments(int columns) {
    counts = new long[columns];
    sums = new double[columns];
    sumErrors = new double[columns];
    squares = new double[columns];
    squareErrors = new double[columns];
    min = new double[columns];
    max = new double[columns];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /** Counts one row; the columns start at an offset of the array, NaN for a missing value. */
  void add(double[] row, int offset) {
    rows++;
    for (int c = 0; c < counts.length; c++) {
      double value = row[offset + c];
      if (!Double.isNaN(value)) {
        counts[c]++;
        double square = value * value;
        addTo(sums, sumErrors, c, value, 0);
        addTo(squares, squareErrors, c, square, Math.fma(value, value, -square));
        min[c] = Math.min(min[c], value);
        max[c] = Math.max(max[c], value);
      }
    }
  }

  void add(Moments other) {
    rows += other.rows;
    for (int c = 0; c < counts.length; c++) {
      counts[c] += other.counts[c];
      addTo(sums, sumErrors, c, other.sums[c], other.sumErrors[c]);
      addTo(squares, squareErrors, c, other.squares[c], other.squareErrors[c]);
      min[c] = Math.min(min[c], other.min[c]);
      max[c] = Math.max(max[c], other.max[c]);
    }
  }

  private static void addTo(double[] high, double[] low, int c, double value, double error) {
    double sum = high[c] + value;
    double part = sum - high[c];
    double lost = (high[c] - (sum - part)) + (value - part);
    double rest = low[c] + error + lost;
    high[c] = sum + rest;
    low[c] = rest - (high[c] - sum);
  }

  long rows() {
    return rows;
  }

  /** Values that were there. */
  long count(int column) {
    return counts[column];
  }

  /** The mean; 0 of no values. */
  double mean(int column) {
    return counts[column] == 0 ? 0 : (sums[column] + sumErrors[column]) / counts[column];
  }

  /** The standard deviation of the population; 0 where all that is left is rounding. */
  double deviation(int column) {
    if (counts[column] == 0) {
      return 0;
    }
    BigDecimal count = BigDecimal.valueOf(counts[column]);
    BigDecimal sum = new BigDecimal(sums[column]).add(new BigDecimal(sumErrors[column]));
    BigDecimal square = new BigDecimal(squares[column]).add(new BigDecimal(squareErrors[column]));
    BigDecimal mean = sum.divide(count, PRECISION);
    double variance =
        square.divide(count, PRECISION).subtract(mean.multiply(mean, PRECISION)).doubleValue();
    double deviation = Math.sqrt(Math.max(0, variance));
    return deviation <= 1e-9 * Math.abs(mean.doubleValue()) ? 0 : deviation;
  }

  /** The smallest value; 0 of none. */
  double min(int column) {
    return counts[column] == 0 ? 0 : min[column];
  }

  /** The largest value; 0 of none. */
  double max(int column) {
    return counts[column] == 0 ? 0 : max[column];
  }
}
