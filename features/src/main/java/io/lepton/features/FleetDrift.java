package io.lepton.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Whether a fleet sends other values now than it did in training.
 *
 * <p>A device's readings follow one another, and those of one device are alike: tests that take
 * each for a draw of its own find drift everywhere. Here the unit is a piece of one device's time,
 * all its channels together. Where nothing has drifted, now and then could change places; so pieces
 * are dealt anew to the two groups, and the distance of Kolmogorov and Smirnov has to be larger
 * than it is by such deals. One limit, in standard deviations of each channel's own distances,
 * holds for all channels at once: the largest over the channels of a deal exceeds it as rarely as
 * was asked for (Westfall and Young 1993, Resampling-Based Multiple Testing, maxT). How many pieces
 * there are and how alike their readings are is in the limit.
 */
public final class FleetDrift {
  /** Pieces of a group from which on deals say something. */
  static final int FEWEST = 5;

  private static final int GRID = 50;

  private final String[] channels;
  private final double falseAlarm;
  private final int permutations;
  private final long seed;

  /**
   * A comparison.
   *
   * @param channels names of what is compared
   * @param falseAlarm how often any channel is said to drift where none does
   * @param permutations deals that the limit is found from
   * @param seed of the deals
   */
  public FleetDrift(List<String> channels, double falseAlarm, int permutations, long seed) {
    this.channels = channels.toArray(new String[0]);
    this.falseAlarm = falseAlarm;
    this.permutations = permutations;
    this.seed = seed;
  }

  /** What is to be made of a channel. */
  public enum Verdict {
    /** There are too few pieces, or values, to tell. */
    UNKNOWN,
    /** As it may be by chance. */
    SAME,
    /** Not by chance, though the population stability index is small. */
    DIFFERS,
    /** Not by chance, and by much. */
    SHIFTED
  }

  /**
   * One channel.
   *
   * @param channel its name
   * @param psi population stability index over the deciles of training
   * @param distance of Kolmogorov and Smirnov, on a grid of the values' quantiles
   * @param limit what the distance exceeds by chance as rarely as was asked for
   * @param verdict what is to be made of it
   */
  public record Channel(
      String channel, double psi, double distance, double limit, Verdict verdict) {
    /** Whether it is more than chance. */
    public boolean isBeyondChance() {
      return verdict == Verdict.DIFFERS || verdict == Verdict.SHIFTED;
    }
  }

  /**
   * Compares two groups of pieces.
   *
   * @param then pieces of the training readings: the values of each channel, without NaN
   * @param now pieces of what came lately
   * @return a row for each channel, in order
   */
  public List<Channel> between(List<double[][]> then, List<double[][]> now) {
    List<double[][]> all = new ArrayList<>(now);
    all.addAll(then);
    boolean enough = now.size() >= FEWEST && then.size() >= FEWEST;
    Counts[] counts = new Counts[channels.length];
    for (int c = 0; c < channels.length; c++) {
      counts[c] = Counts.of(all, c);
    }
    int[] order = IntStream.range(0, all.size()).toArray();
    double[] found = distances(counts, order, now.size());
    double[] limits = enough ? limits(counts, order, now.size()) : new double[channels.length];
    List<Channel> rows = new ArrayList<>();
    for (int c = 0; c < channels.length; c++) {
      rows.add(
          channel(
              c,
              pooled(then, c),
              pooled(now, c),
              new double[] {found[c], enough ? limits[c] : Double.NaN}));
    }
    return rows;
  }

  private Channel channel(int channel, double[] then, double[] now, double[] distanceAndLimit) {
    boolean comparable = Drift.canCompare(then, now);
    double psi = comparable ? Drift.ofNumbers(Split.TEST, then, now).psi() : Double.NaN;
    double distance = distanceAndLimit[0];
    double limit = distanceAndLimit[1];
    Verdict verdict;
    if (!comparable || Double.isNaN(limit)) {
      verdict = Verdict.UNKNOWN;
    } else if (distance <= limit) {
      verdict = Verdict.SAME;
    } else {
      verdict = psi > Drift.SHIFTED ? Verdict.SHIFTED : Verdict.DIFFERS;
    }
    return new Channel(channels[channel], psi, distance, limit, verdict);
  }

  private double[] limits(Counts[] counts, int[] order, int now) {
    int[] dealt = order.clone();
    Random random = new Random(seed);
    double[][] distances = new double[permutations][];
    for (int p = 0; p < permutations; p++) {
      deal(dealt, now, random);
      distances[p] = distances(counts, dealt, now);
    }
    double[] mean = new double[counts.length];
    double[] deviation = new double[counts.length];
    for (int c = 0; c < counts.length; c++) {
      int channel = c;
      mean[c] = Arrays.stream(distances).mapToDouble(d -> d[channel]).average().orElse(0);
      double center = mean[c];
      deviation[c] =
          Math.sqrt(
              Arrays.stream(distances)
                  .mapToDouble(d -> (d[channel] - center) * (d[channel] - center))
                  .average()
                  .orElse(0));
    }
    double[] largest = new double[permutations];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int p = 0; p < permutations; p++) {
      for (int c = 0; c < counts.length; c++) {
        if (deviation[c] > 0) {
          largest[p] = Math.max(largest[p], (distances[p][c] - mean[c]) / deviation[c]);
        }
      }
    }
    Arrays.sort(largest);
    // with what was found among them, one of permutations + 1 deals exceeds each with this rate
    int place = (int) Math.ceil((1 - falseAlarm) * (permutations + 1)) - 1;
    double quantile = largest[Math.min(place, permutations - 1)];
    double[] limits = new double[counts.length];
    Arrays.setAll(limits, c -> deviation[c] > 0 ? mean[c] + deviation[c] * quantile : mean[c]);
    return limits;
  }

  /** Brings other pieces to the front: the first part of a shuffle of Fisher and Yates. */
  private static void deal(int[] order, int front, Random random) {
    for (int i = 0; i < front; i++) {
      int other = i + random.nextInt(order.length - i);
      int held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
  }

  private static double[] distances(Counts[] counts, int[] order, int now) {
    double[] distances = new double[counts.length];
    Arrays.setAll(distances, c -> counts[c].distance(order, now));
    return distances;
  }

  private static double[] pooled(List<double[][]> pieces, int channel) {
    return pieces.stream().flatMapToDouble(piece -> Arrays.stream(piece[channel])).toArray();
  }

  /**
   * How many values of each piece are at or below each point of a grid; the last point is above
   * all.
   */
  private record Counts(int[][] below, int[] total) {
    static Counts of(List<double[][]> pieces, int channel) {
      double[] sorted = pooled(pieces, channel);
      Arrays.sort(sorted);
      double[] grid =
          sorted.length == 0
              ? new double[0]
              : IntStream.range(1, GRID)
                  .mapToDouble(g -> sorted[(int) ((long) g * (sorted.length - 1) / GRID)])
                  .distinct()
                  .toArray();
      int[][] below = new int[pieces.size()][];
      int[] total = new int[grid.length + 1];
      for (int p = 0; p < below.length; p++) {
        below[p] = counts(pieces.get(p)[channel], grid);
        for (int g = 0; g < total.length; g++) {
          total[g] += below[p][g];
        }
      }
      return new Counts(below, total);
    }

    private static int[] counts(double[] values, double[] grid) {
      int[] counts = new int[grid.length + 1];
      for (double value : values) {
        int place = Arrays.binarySearch(grid, value);
        counts[place >= 0 ? place : -place - 1]++;
      }
      for (int g = 1; g < counts.length; g++) {
        counts[g] += counts[g - 1];
      }
      return counts;
    }

    /** Of the first pieces of an order from the others; 0 where one group has no value. */
    double distance(int[] order, int first) {
      int[] front = new int[total.length];
      for (int i = 0; i < first; i++) {
        int[] piece = below[order[i]];
        for (int g = 0; g < front.length; g++) {
          front[g] += piece[g];
        }
      }
      int last = total.length - 1;
      double ofFront = front[last];
      double ofRest = total[last] - ofFront;
      double largest = 0;
      if (ofFront > 0 && ofRest > 0) {
        for (int g = 0; g < last; g++) {
          double apart = front[g] / ofFront - (total[g] - front[g]) / ofRest;
          largest = Math.max(largest, Math.abs(apart));
        }
      }
      return largest;
    }
  }
}
