package io.lepton.training;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * One-cycle learning rate: up to the peak along a cosine during the first third of all iterations,
 * down to almost nothing along another.
 */
final class OneCycle {
  // a table, and a stock class, because the schedule has to survive Deeplearning4j's JSON
  private static final int STEPS = 100;
  private static final double WARM_UP = 0.3;
  private static final double FIRST = 1 / 25.0;
  private static final double LAST = 1 / 10_000.0;

  private OneCycle() {}

  static ISchedule schedule(double peak, int iterations) {
    Check.positive("iterations", iterations);
    int steps = Math.min(STEPS, iterations);
    Map<Integer, Double> rates = new HashMap<>();
    for (int step = 0; step < steps; step++) {
      int iteration = (int) ((long) step * iterations / steps);
      rates.put(iteration, peak * shape((step + 0.5) / steps));
    }
    return new MapSchedule(ScheduleType.ITERATION, rates);
  }

  private static double shape(double progress) {
    return progress < WARM_UP
        ? cosine(FIRST, 1, progress / WARM_UP)
        : cosine(1, LAST, (progress - WARM_UP) / (1 - WARM_UP));
  }

  private static double cosine(double from, double to, double progress) {
    return to + (from - to) * (1 + Math.cos(Math.PI * progress)) / 2;
  }
}
