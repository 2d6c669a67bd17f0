package io.lepton.jobs.evaluation;

import io.lepton.features.label.Label;
import io.lepton.training.evaluation.DeviceBootstrap;
import io.lepton.training.evaluation.Interval;
import io.lepton.training.evaluation.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The figures of held-out windows, each with the interval that drawing devices anew gives it. */
public final class Measures {
  private static final DeviceBootstrap BOOTSTRAP = new DeviceBootstrap(1000, 1);

  private final Label label;
  private final List<Tally> devices;
  private final List<HeldOut.Device> windows; // of the same devices, or none
  private final List<Measure> measures = new ArrayList<>();

  /** A figure of windows in which each device is there so many times. */
  private interface Figure {
    double of(Tally total, int[] times);
  }

  private record Measure(String name, Figure figure, Optional<ToDoubleFunction<Tally>> naive) {}

  private Measures(Label label, List<Tally> devices, List<HeldOut.Device> windows) {
    this.label = label;
    this.devices = devices;
    this.windows = windows;
  }

  /** The figures of windows, the most telling first; those of their intervals last. */
  static List<Metric> of(Label label, HeldOut heldOut) {
    List<Tally> devices =
        heldOut.devices().stream().map(device -> Tally.of(label, device)).toList();
    return of(new Measures(label, devices, heldOut.devices()));
  }

  /** The same of devices whose windows are counted already, but for the areas under curves. */
  static List<Metric> of(Label label, List<Tally> devices) {
    return of(new Measures(label, devices, List.of()));
  }

  private static List<Metric> of(Measures measures) {
    measures.choose();
    return measures.metrics();
  }

  /** How often draws are made. */
  static int resamples() {
    return BOOTSTRAP.resamples();
  }

  private void choose() {
    switch (label.task()) {
      case REGRESSION -> {
        against(Metric.RMSE, t -> Math.sqrt(t.loss()), t -> Math.sqrt(t.naiveLoss()));
        add(Metric.MAE, Tally::absoluteError);
        add(Metric.MEAN_ERROR, t -> t.numbers().meanError());
        add(Metric.PHM, t -> t.numbers().phmScore());
      }
      case CLASSIFICATION -> {
        for (int c = 1; c < label.classes().size(); c++) {
          chooseOf(c);
        }
        against(Metric.CROSS_ENTROPY, Tally::loss, Tally::naiveLoss);
      }
      case FORECAST, RECONSTRUCTION -> {
        against(Metric.MSE, Tally::loss, Tally::naiveLoss);
        add(Metric.MAE, Tally::absoluteError);
      }
    }
    if (devices.stream().anyMatch(device -> device.intervals().count() > 0)) {
      add(Metric.COVERAGE, t -> t.intervals().coverage());
      add(Metric.WIDTH, t -> t.intervals().meanWidth());
    }
  }

  /** One class against the others. */
  private void chooseOf(int index) {
    String of = " of " + label.classes().get(index);
    add("F1" + of, t -> t.classes().f1(index));
    add("precision" + of, t -> t.classes().precision(index));
    add("recall" + of, t -> t.classes().recall(index));
    if (devices.stream().anyMatch(d -> Double.isNaN(d.probabilities(index).brier()))) {
      return; // an earlier release has kept no probabilities
    }
    if (!windows.isEmpty()) {
      Ranking ranked = HeldOut.ranking(windows, index);
      measures.add(
          new Measure("ROC AUC" + of, (t, times) -> ranked.areas(times).roc(), Optional.empty()));
      measures.add(
          new Measure(
              "PR AUC" + of,
              (t, times) -> ranked.areas(times).precisionRecall(),
              Optional.empty()));
    }
    add("Brier score" + of, t -> t.probabilities(index).brier());
    add("calibration error" + of, t -> t.probabilities(index).calibrationError());
  }

  private void add(String name, ToDoubleFunction<Tally> figure) {
    measures.add(
        new Measure(name, (total, times) -> figure.applyAsDouble(total), Optional.empty()));
  }

  private void against(String name, ToDoubleFunction<Tally> figure, ToDoubleFunction<Tally> naive) {
    measures.add(
        new Measure(name, (total, times) -> figure.applyAsDouble(total), Optional.of(naive)));
  }

  private List<Metric> metrics() {
    int[] once = DeviceBootstrap.once(devices.size());
    double[] values = values(once);
    List<Optional<Interval>> intervals = BOOTSTRAP.intervals(devices.size(), this::values);
    Tally all = total(once);
    List<Metric> metrics = new ArrayList<>();
    for (int m = 0; m < measures.size(); m++) {
      Measure measure = measures.get(m);
      OptionalDouble naive =
          measure.naive().isPresent()
              ? OptionalDouble.of(measure.naive().get().applyAsDouble(all))
              : OptionalDouble.empty();
      metrics.add(new Metric(measure.name(), values[m], naive, intervals.get(m)));
    }
    return metrics;
  }

  private double[] values(int[] times) {
    Tally total = total(times);
    return measures.stream().mapToDouble(measure -> measure.figure().of(total, times)).toArray();
  }

  private Tally total(int[] times) {
    Tally total = new Tally(label);
    for (int d = 0; d < devices.size(); d++) {
      if (times[d] > 0) {
        total.add(devices.get(d), times[d]);
      }
    }
    return total;
  }
}
