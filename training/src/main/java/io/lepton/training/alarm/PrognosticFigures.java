package io.lepton.training.alarm;

import java.util.ArrayList;
import java.util.List;

/**
 * How good predictions of remaining life are on the way to the failure (Saxena et al. 2010,
 * "Metrics for offline evaluation of prognostic performance", IJPHM 1). Only the part of a life
 * that the label can tell apart counts, which is what is left below its cap.
 *
 * <p>Alpha-lambda accuracy: whether the prediction half-way (lambda 0.5) through this part is
 * within 20 % (alpha) of the life left. Prognostic horizon: the life left when predictions come
 * within 10 % of the whole life, and stay there; the paper asks for the first time only.
 *
 * @param accurate lives whose prediction half-way was near enough
 * @param horizons of each life, in units of the label; 0 if predictions were off at the end
 */
public record PrognosticFigures(int accurate, List<Double> horizons) {
  /** No life was seen. */
  public static final PrognosticFigures NONE = new PrognosticFigures(0, List.of());

  /** Share of the life left by which a prediction half-way may be off. */
  public static final double ALPHA = 0.2;

  /** Share of the whole life by which a prediction within the horizon may be off. */
  public static final double BAND = 0.1;

  private static final double LAMBDA = 0.5;

  /** Copies the list. */
  public PrognosticFigures {
    horizons = List.copyOf(horizons);
  }

  /**
   * The figures of one life.
   *
   * @param left the life left at each window, falling, to about 0
   * @param said what was predicted
   * @param cap largest label
   */
  public static PrognosticFigures of(double[] left, double[] said, double cap) {
    int start = 0;
    while (start < left.length && left[start] > cap) {
      start++;
    }
    if (start == left.length) {
      return NONE;
    }
    int half = start;
    while (half < left.length - 1 && left[half] > left[start] * (1 - LAMBDA)) {
      half++;
    }
    boolean accurate = Math.abs(said[half] - left[half]) <= ALPHA * left[half];
    int within = left.length;
    while (within > start && Math.abs(said[within - 1] - left[within - 1]) <= BAND * left[0]) {
      within--;
    }
    double horizon = within == left.length ? 0 : left[within];
    return new PrognosticFigures(accurate ? 1 : 0, List.of(horizon));
  }

  /** Those of both together. */
  public PrognosticFigures plus(PrognosticFigures other) {
    List<Double> all = new ArrayList<>(horizons);
    all.addAll(other.horizons);
    return new PrognosticFigures(accurate + other.accurate, all);
  }

  /** Lives that were seen to their end. */
  public int lives() {
    return horizons.size();
  }
}
