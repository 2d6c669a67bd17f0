package io.lepton.features.label;

/**
 * The ten parts of equal width of what a label says: from 0 to its scale, the last one open above.
 *
 * @param scale the largest label, in its unit
 */
public record Tenths(double scale) {
  /** How many there are. */
  public static final int COUNT = 10;

  /** Which one a number is in, from 0; the first for numbers below all. */
  public int of(double number) {
    int tenth = COUNT - 1;
    while (tenth > 0 && number < from(tenth)) {
      tenth--;
    }
    return tenth;
  }

  /** The smallest number of one. */
  public double from(int tenth) {
    return scale * tenth / COUNT;
  }
}
