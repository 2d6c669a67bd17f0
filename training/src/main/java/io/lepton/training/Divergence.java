package io.lepton.training;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the workers' parameters were from their mean whenever they were averaged in an epoch:
 * root mean square, relative to the mean's length.
 *
 * @param averagings how many there were
 * @param mean over them; NaN by a master that does not tell
 * @param span averagings in a row that share a peak
 * @param peaks the largest of each span, in order: of every averaging where there are few
 */
public record Divergence(int averagings, double mean, int span, List<Double> peaks) {
  static final Divergence NONE = new Divergence(0, 0, 1, List.of());
  static final Divergence UNKNOWN = new Divergence(0, Double.NaN, 1, List.of());

  /** More would make a model's papers large and tell a reader no more. */
  static final int MOST = 50;

  /** Copies the list. */
  public Divergence {
    peaks = List.copyOf(peaks);
  }

  /** The largest of all; NaN where nobody tells. */
  public double largest() {
    return peaks.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }

  /** With an averaging more. */
  Divergence plus(double value) {
    double all = (mean * averagings + value) / (averagings + 1);
    List<Double> longer = new ArrayList<>(peaks);
    if (averagings % span == 0) {
      longer.add(value);
    } else {
      longer.set(longer.size() - 1, Math.max(value, longer.get(longer.size() - 1)));
    }
    return longer.size() <= MOST
        ? new Divergence(averagings + 1, all, span, longer)
        : new Divergence(averagings + 1, all, 2 * span, halved(longer));
  }

  private static List<Double> halved(List<Double> peaks) {
    List<Double> half = new ArrayList<>();
    for (int i = 0; i < peaks.size(); i += 2) {
      half.add(Math.max(peaks.get(i), peaks.get(Math.min(i + 1, peaks.size() - 1))));
    }
    return half;
  }
}
