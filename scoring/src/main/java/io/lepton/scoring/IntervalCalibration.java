package io.lepton.scoring;

import static java.util.Objects.requireNonNull;

import io.lepton.features.label.Label;
import io.lepton.features.label.Task;
import io.lepton.features.label.Tenths;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;

/**
 * Split conformal prediction (Vovk et al. 2005, section 4.1; Lei et al. 2018, algorithm 2): errors
 * on devices that the network did not learn from say how far the truth may be away.
 *
 * <p>The windows of one device resemble each other, so devices count, not windows: each has the
 * same weight, spread over its windows, and the device to come has that weight too, with an error
 * without bound (Lee, Barber and Willett 2023, section 3: a window drawn from a new device is
 * covered as often as promised, if devices are exchangeable). With {@code n} devices, the half
 * width is the smallest error below which {@code coverage * (n + 1) / n} of their weight lies.
 *
 * <p>Errors differ along a life, so each tenth of the label's range has a width of its own (Vovk et
 * al. 2005, section 4.5, Mondrian). A tenth in which too few devices are joins the next one.
 *
 * <p>Where the validation split has also chosen the epoch, its errors are a little too small.
 */
public final class IntervalCalibration {
  // what is 0.9 by hand may be a little less as a sum
  private static final double ROUNDING = 1e-9;

  private final Label label;
  private final double coverage;
  private final Tenths tenths;

  /** Calibrates numbers of a label so that intervals hold this share of truths. */
  public IntervalCalibration(Label label, double coverage) {
    this.label = requireNonNull(label, "label");
    this.coverage = coverage;
    this.tenths = new Tenths(label.scale());
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException(
          "coverage: %s (expected: > 0 and < 1)".formatted(coverage));
    }
  }

  /**
   * A validation window.
   *
   * @param deviceId its device
   * @param prediction in the label's unit
   * @param error how far the truth is from it, no sign
   */
  public record Miss(String deviceId, double prediction, double error) implements Serializable {}

  /** Whether a label has intervals: numbers have, classes and series have not. */
  public static boolean supports(Label label) {
    return label.task() == Task.REGRESSION;
  }

  /** Devices without which no finite width keeps the promise: nine for 0.9. */
  public int fewestDevices() {
    return (int) Math.ceil(coverage / (1 - coverage) - ROUNDING);
  }

  /** How far off each window is. */
  public List<Miss> misses(JavaRDD<ScoreSegments.Scored> windows) {
    Label asked = label;
    return windows.map(window -> miss(window, asked)).collect();
  }

  private static Miss miss(ScoreSegments.Scored window, Label label) {
    double truth = window.target()[0] * label.scale();
    double said = label.meaning(window.output()[0] * label.scale());
    return new Miss(window.deviceId(), said, Math.abs(said - truth));
  }

  /** Intervals of these windows; {@link PredictionIntervals#NONE} if there are too few devices. */
  public PredictionIntervals of(List<Miss> misses) {
    List<PredictionIntervals.Bin> bins = new ArrayList<>();
    int first = 0;
    List<Miss> held = new ArrayList<>();
    for (int tenth = 0; tenth < Tenths.COUNT; tenth++) {
      int now = tenth;
      misses.stream().filter(miss -> tenths.of(miss.prediction()) == now).forEach(held::add);
      if (devices(held) >= fewestDevices()) {
        bins.add(bin(tenths.from(first), held));
        held = new ArrayList<>();
        first = tenth + 1;
      }
    }
    if (!held.isEmpty() && !bins.isEmpty()) {
      PredictionIntervals.Bin last = bins.remove(bins.size() - 1);
      List<Miss> above =
          misses.stream()
              .filter(miss -> bins.isEmpty() || miss.prediction() >= last.from())
              .toList();
      bins.add(bin(last.from(), above));
    }
    return bins.isEmpty() ? PredictionIntervals.NONE : new PredictionIntervals(1, coverage, bins);
  }

  private static int devices(List<Miss> misses) {
    Set<String> devices = new HashSet<>();
    misses.forEach(miss -> devices.add(miss.deviceId()));
    return devices.size();
  }

  private PredictionIntervals.Bin bin(double from, List<Miss> misses) {
    return new PredictionIntervals.Bin(from, halfWidth(misses), devices(misses), misses.size());
  }

  private double halfWidth(List<Miss> misses) {
    Map<String, Long> windows =
        misses.stream().collect(Collectors.groupingBy(Miss::deviceId, Collectors.counting()));
    List<Miss> ascending = new ArrayList<>(misses);
    ascending.sort(Comparator.comparingDouble(Miss::error).thenComparing(Miss::deviceId));
    double wanted = coverage * (windows.size() + 1) - ROUNDING;
    double covered = 0;
    for (Miss miss : ascending) {
      covered += 1.0 / windows.get(miss.deviceId());
      if (covered >= wanted) {
        return miss.error();
      }
    }
    throw new IllegalStateException(
        "devices: %d (expected: >= %d)".formatted(windows.size(), fewestDevices()));
  }
}
