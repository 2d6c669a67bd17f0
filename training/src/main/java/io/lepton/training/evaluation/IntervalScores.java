package io.lepton.training.evaluation;

import java.io.Serializable;

/**
 * Whether intervals hold the truth as often as promised, and how wide they are for it; every score
 * of no intervals at all is not a number.
 */
public final class IntervalScores implements Serializable {
  private static final long serialVersionUID = 1L;

  private long count;
  private long held;
  private double widths;

  /** Counts one interval, whose ends belong to it. */
  public void add(double truth, Interval interval) {
    count++;
    held += interval.holds(truth) ? 1 : 0;
    widths += interval.width();
  }

  /** Counts the intervals that others have scored, so many times each. */
  public void add(IntervalScores others, int times) {
    count += times * others.count;
    held += times * others.held;
    widths += times * others.widths;
  }

  /** Intervals counted. */
  public long count() {
    return count;
  }

  /** Share of the intervals that hold the truth. */
  public double coverage() {
    return (double) held / count;
  }

  /** Mean width, in the label's unit. */
  public double meanWidth() {
    return widths / count;
  }
}
