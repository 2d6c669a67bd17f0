package io.lepton.jobs.report;

import static java.util.Objects.requireNonNull;

import io.lepton.features.label.ClassColumn;
import io.lepton.features.label.FailureWithin;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.features.label.Reconstruction;
import io.lepton.features.label.RemainingLife;
import io.lepton.features.label.Task;
import io.lepton.jobs.report.ReportData.AtRisk;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What a model is asked for, in a page's words.
 *
 * @param task what kind of question it is
 * @param prediction the heading of a column of predictions
 * @param unit what predictions count, in the plural, such as {@code cycles}; empty if nothing
 */
public record Asked(Task task, String prediction, String unit) {
  /** Checks the words. */
  public Asked {
    requireNonNull(task, "task");
    requireNonNull(prediction, "prediction");
    requireNonNull(unit, "unit");
  }

  /** The words for a label. */
  static Asked of(Label label) {
    if (label instanceof RemainingLife life) {
      return remaining(life.unitName());
    } else if (label instanceof FailureWithin failure) {
      return new Asked(
          label.task(), "Probability of failure within " + span(failure.horizon()), "");
    } else if (label instanceof ClassColumn column) {
      List<String> classes = column.classes();
      String of = classes.size() == 2 ? classes.get(1) : "another class than " + classes.get(0);
      return new Asked(label.task(), "Probability of " + column.name() + " " + of, "");
    } else if (label instanceof Forecast forecast) {
      return new Asked(
          label.task(),
          forecast.channels().get(0) + ", " + Words.plural(forecast.steps(), "reading") + " ahead",
          "");
    }
    return new Asked(((Reconstruction) label).task(), "Anomaly score", "");
  }

  /** A remaining life, in a unit. */
  static Asked remaining(String unit) {
    return new Asked(Task.REGRESSION, "Remaining " + unit, unit);
  }

  /** Beside a picture of predictions over time. */
  String axis() {
    return task == Task.REGRESSION ? "Remaining life (" + unit + ")" : prediction;
  }

  /** What truth and prediction are counted in where they stand against each other. */
  String measured() {
    return task == Task.FORECAST ? "standard deviations" : unit;
  }

  /** The device to look at first comes first; a forecast is no risk, so its devices go by name. */
  Comparator<AtRisk> order() {
    Comparator<AtRisk> byName = Comparator.comparing(AtRisk::deviceId);
    return switch (task) {
      case REGRESSION -> Comparator.comparingDouble(AtRisk::least).thenComparing(byName);
      case CLASSIFICATION, RECONSTRUCTION ->
          Comparator.comparingDouble((AtRisk device) -> -device.prediction()).thenComparing(byName);
      case FORECAST -> byName;
    };
  }

  /** What the order of the devices is, as a sentence. */
  String ordered() {
    return switch (task) {
      case REGRESSION ->
          "The latest prediction of each device, the shortest remaining life first: by the lower"
              + " end of its interval, where it has one.";
      case CLASSIFICATION -> "The latest prediction of each device, the most probable first.";
      case RECONSTRUCTION -> "The latest score of each device, the most unusual first.";
      case FORECAST -> "The latest forecast of each device, by name.";
    };
  }

  /** A prediction, as exact as a reader needs it. */
  String number(double prediction) {
    return switch (task) {
      case REGRESSION -> Words.decimals(prediction, 1);
      case CLASSIFICATION -> Words.decimals(100 * prediction, 1) + " %";
      case RECONSTRUCTION, FORECAST -> Words.number(prediction);
    };
  }

  private static String span(Duration horizon) {
    return horizon.toHours() >= 48 && horizon.toHours() % 24 == 0
        ? Words.plural(horizon.toDays(), "day")
        : horizon.toMinutes() % 60 == 0
            ? Words.plural(horizon.toHours(), "hour")
            : Words.plural(horizon.toMinutes(), "minute");
  }
}
