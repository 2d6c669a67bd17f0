package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.col;

import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.label.FailureWithin;
import io.lepton.features.label.RemainingLife;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.scoring.PredictionTable;
import io.lepton.training.alarm.AlarmConfig;
import io.lepton.training.alarm.HorizonFigures;
import io.lepton.training.alarm.PrognosticFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The alarms of a model that foresees failures: raised when less than the horizon is predicted to
 * be left, or when a failure within the label's horizon is more likely than not.
 */
final class HorizonAlarms {
  /** A failure more likely than not. */
  private static final double EVEN = 0.5;

  /** The horizon, as a share of the cap, if none is configured. */
  private static final double QUARTER = 0.25;

  private final JobContext context;
  private final AlarmConfig config;

  HorizonAlarms(JobContext context) {
    this.context = context;
    this.config = context.config().alarm();
  }

  /** The table for a model of remaining life. */
  List<AlarmLine> lines(RemainingLife label, Dataset<Row> evaluated) {
    double horizon = config.horizon().orElse(QUARTER * label.cap());
    Unit unit = new Unit(label.unit(), label.unitName());
    DeviceEvents failures = failures(label.ends());
    AlarmRule rule = config.rule(-horizon);
    HorizonFigures[] sum = {HorizonFigures.NONE};
    PrognosticFigures[] lives = {PrognosticFigures.NONE};
    DeviceScores.forEach(
        evaluated,
        col(PredictionTable.PREDICTION),
        col(WindowResult.LABEL),
        device -> {
          HorizonFigures.Truth truth =
              new HorizonFigures.Truth(
                  device.atMost(horizon), failures.times(device.device()), unit.times(horizon));
          HorizonFigures found = HorizonFigures.of(device.negated().series(), rule, truth);
          sum[0] = sum[0].plus(found);
          if (found.failures() == 1 && truth.failures().length == 1) {
            lives[0] = lives[0].plus(life(device, truth.failures()[0], label));
          }
        });
    List<AlarmLine> lines = lines(sum[0], unit, horizon);
    lines.add(
        0,
        AlarmLine.of(
            "alarms",
            "less than %s predicted, %d in a row".formatted(unit.text(horizon), rule.readings())));
    if (lives[0].lives() > 0) {
      lines.addAll(prognostic(lives[0], unit));
    }
    return lines;
  }

  /** The table for a model that says whether a device fails within a horizon. */
  List<AlarmLine> lines(FailureWithin label, Dataset<Row> evaluated) {
    Unit hours = new Unit(Duration.ofHours(1), "hours");
    double horizon = label.horizon().toSeconds() / (double) hours.length().toSeconds();
    DeviceEvents failures = failures(label.failure());
    AlarmRule rule = config.rule(EVEN);
    HorizonFigures[] sum = {HorizonFigures.NONE};
    DeviceScores.forEach(
        evaluated,
        col(PredictionTable.PREDICTION),
        col(WindowResult.LABEL).multiply(-1),
        device ->
            sum[0] =
                sum[0].plus(
                    HorizonFigures.of(
                        device.series(),
                        rule,
                        new HorizonFigures.Truth(
                            device.atMost(-1), failures.times(device.device()), label.horizon()))));
    List<AlarmLine> lines = lines(sum[0], hours, horizon);
    lines.add(
        0,
        AlarmLine.of(
            "alarms",
            "failure within %s more likely than not, %d in a row"
                .formatted(hours.text(horizon), rule.readings())));
    return lines;
  }

  private DeviceEvents failures(String kind) {
    return DeviceEvents.in(FeaturesJob.events(context).read(), kind);
  }

  private List<AlarmLine> lines(HorizonFigures figures, Unit unit, double horizon) {
    List<AlarmLine> lines = new ArrayList<>();
    lines.add(
        AlarmLine.of(
            "  precision",
            AlarmText.share(figures.points().truePositives(), figures.points().said())));
    lines.add(
        AlarmLine.of(
            "  recall",
            AlarmText.share(figures.points().truePositives(), figures.points().positives())));
    HorizonFigures.Alarms alarms = figures.alarms();
    lines.add(
        AlarmLine.of(
            "  false alarms",
            AlarmText.monthly(alarms.unfounded(), alarms.all(), figures.deviceMonths())
                + "; %d in time, %d early".formatted(alarms.inTime(), alarms.early())));
    lines.add(
        AlarmLine.of(
            "  missed failures",
            figures.failures() == 0
                ? "not known: no device was watched up to a failure"
                : "%d of %d".formatted(figures.missed(), figures.failures())));
    if (!figures.leads().isEmpty()) {
      double wanted = config.lead().orElse(horizon / 2);
      lines.add(
          AlarmLine.of(
              "  lead time",
              "median %s, least %s; %s or more: %s"
                  .formatted(
                      unit.text(AlarmText.median(figures.leads())),
                      unit.text(Collections.min(figures.leads())),
                      unit.text(wanted),
                      AlarmText.share(figures.warnedBy(unit.times(wanted)), figures.failures()))));
    }
    return lines;
  }

  private static List<AlarmLine> prognostic(PrognosticFigures figures, Unit unit) {
    List<Double> horizons = figures.horizons().stream().sorted().toList();
    return List.of(
        AlarmLine.of(
            "  alpha-lambda",
            AlarmText.share(figures.accurate(), figures.lives()) + " within 20 % half-way"),
        AlarmLine.of(
            "  prognostic horizon",
            "median "
                + unit.text(horizons.get((horizons.size() - 1) / 2))
                + " within 10 % of the life"));
  }

  private static PrognosticFigures life(DeviceScores device, long failure, RemainingLife label) {
    double micros = label.unit().toNanos() / 1e3;
    double[] left = new double[device.series().size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = (failure - device.series().time(i)) / micros;
    }
    return PrognosticFigures.of(left, device.series().scores(), label.cap());
  }

  /** What times are told in. */
  private record Unit(Duration length, String plural) {
    Duration times(double count) {
      return Duration.ofNanos(Math.round(count * length.toNanos()));
    }

    String text(double count) {
      return String.format(Locale.ROOT, count < 10 ? "%.3g %s" : "%,.0f %s", count, plural);
    }

    String text(Duration time) {
      return text(time.toNanos() / (double) length.toNanos());
    }
  }
}
