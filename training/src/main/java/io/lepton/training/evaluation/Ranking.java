package io.lepton.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How well a score puts the windows of a class before the others, whatever threshold one takes.
 * Windows are sorted once; each question says how often a device counts, so that devices can be
 * drawn again and again.
 */
public final class Ranking {
  private final int[] devices; // from the highest score down
  private final boolean[] truths;
  private final boolean[] ends; // whether the next score is another one

  private Ranking(int[] devices, boolean[] truths, boolean[] ends) {
    this.devices = devices;
    this.truths = truths;
    this.ends = ends;
  }

  /**
   * A window.
   *
   * @param device number of its device
   * @param isTrue whether it is of the class
   * @param score the higher, the sooner it is taken for one
   */
  public record Ranked(int device, boolean isTrue, double score) {}

  /** Ranks windows. */
  public static Ranking of(Ranked... windows) {
    Ranked[] sorted = windows.clone();
    Arrays.sort(sorted, Comparator.comparingDouble(Ranked::score).reversed());
    int[] devices = new int[sorted.length];
    boolean[] truths = new boolean[sorted.length];
    boolean[] ends = new boolean[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      devices[i] = sorted[i].device();
      truths[i] = sorted[i].isTrue();
      boolean isLast = i + 1 == sorted.length;
      ends[i] = isLast || Double.compare(sorted[i].score(), sorted[i + 1].score()) != 0;
    }
    return new Ranking(devices, truths, ends);
  }

  /**
   * Areas under two curves; not a number without windows of the class, and, of the first, without
   * others.
   *
   * @param roc under the receiver operating characteristic: the probability that a window of the
   *     class has a higher score than another, equal scores counting half (Fawcett 2006, section 7)
   * @param precisionRecall under precision over recall, as the mean of the precisions at which
   *     recall grows: average precision, without interpolation (Davis and Goadrich 2006)
   */
  public record Areas(double roc, double precisionRecall) {}

  /** The areas where each device counts so many times. */
  public Areas areas(int[] times) {
    double trueOnes = 0;
    double others = 0;
    double pairs = 0;
    double precisions = 0;
    double trueTied = 0;
    double othersTied = 0;
    for (int i = 0; i < devices.length; i++) {
      if (truths[i]) {
        trueTied += times[devices[i]];
      } else {
        othersTied += times[devices[i]];
      }
      if (ends[i]) {
        pairs += othersTied * (trueOnes + trueTied / 2);
        trueOnes += trueTied;
        others += othersTied;
        precisions += trueTied == 0 ? 0 : trueTied * trueOnes / (trueOnes + others);
        trueTied = 0;
        othersTied = 0;
      }
    }
    return new Areas(pairs / (trueOnes * others), precisions / trueOnes);
  }

  /**
   * What a threshold comes to: windows at or above it are taken for the class.
   *
   * @param recall share of the windows of the class that are found, in 0..1
   * @param precision share of the windows found that are of the class, in 0..1
   */
  public record Operating(double recall, double precision) {}

  /** A point for each threshold that finds more of the class, recall growing; each device once. */
  public List<Operating> precisionRecall() {
    long all = 0;
    for (boolean isTrue : truths) {
      all += isTrue ? 1 : 0;
    }
    List<Operating> curve = new ArrayList<>();
    long found = 0;
    long before = 0;
    for (int i = 0; i < truths.length; i++) {
      found += truths[i] ? 1 : 0;
      if (ends[i] && found > before) {
        curve.add(new Operating((double) found / all, found / (i + 1.0)));
        before = found;
      }
    }
    return curve;
  }
}
