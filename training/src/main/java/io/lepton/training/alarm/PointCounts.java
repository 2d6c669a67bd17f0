package io.lepton.training.alarm;

/**
 * How single readings were judged. A share of nothing is NaN.
 *
 * @param truePositives wrong, and said so
 * @param falsePositives fine, but said to be wrong
 * @param falseNegatives wrong, but said to be fine
 * @param trueNegatives fine, and said so
 */
public record PointCounts(
    long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
  /** Nothing was judged. */
  public static final PointCounts NONE = new PointCounts(0, 0, 0, 0);

  /** One more reading. */
  PointCounts with(boolean truth, boolean said) {
    return plus(
        new PointCounts(
            truth && said ? 1 : 0,
            !truth && said ? 1 : 0,
            truth && !said ? 1 : 0,
            !truth && !said ? 1 : 0));
  }

  /** Both together. */
  PointCounts plus(PointCounts other) {
    return new PointCounts(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        falseNegatives + other.falseNegatives,
        trueNegatives + other.trueNegatives);
  }

  /** Readings that were wrong. */
  public long positives() {
    return truePositives + falseNegatives;
  }

  /** Readings said to be wrong. */
  public long said() {
    return truePositives + falsePositives;
  }

  /** Readings that were fine. */
  public long negatives() {
    return falsePositives + trueNegatives;
  }

  /** Share of those said to be wrong that were. */
  public double precision() {
    return share(truePositives, said());
  }

  /** Share of those wrong that were said to be. */
  public double recall() {
    return share(truePositives, positives());
  }

  /** Harmonic mean of precision and recall. */
  public double f1() {
    return share(2 * truePositives, said() + positives());
  }

  /** Share of those fine that were said to be wrong: FAR of SKAB (Katser and Kozitsin 2020). */
  public double falseAlarmRate() {
    return share(falsePositives, negatives());
  }

  /** Share of those wrong that were said to be fine: MAR of SKAB (Katser and Kozitsin 2020). */
  public double missingAlarmRate() {
    return share(falseNegatives, positives());
  }

  private static double share(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
