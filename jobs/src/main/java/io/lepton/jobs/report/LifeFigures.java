package io.lepton.jobs.report;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.features.label.Label;
import io.lepton.features.label.Task;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.evaluation.DeviceEvents;
import io.lepton.jobs.evaluation.EvaluationTable;
import io.lepton.jobs.evaluation.WindowResult;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import io.lepton.training.alarm.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a model version said of held-out devices over time, and what happened to them. */
final class LifeFigures {
  /** Points of a picture. */
  private static final int PARTS = 1000;

  private final JobContext context;
  private final EvaluationTable evaluations;
  private final ModelVersion version;
  private final Label label;

  /** What a model version has said, and is asked for. */
  LifeFigures(JobContext context, ModelVersion version, Label label) {
    this.context = context;
    this.evaluations = new EvaluationTable(context);
    this.version = version;
    this.label = label;
  }

  /**
   * Devices from all over the field, of three the middle of each third, from the best predicted on;
   * where things went wrong with some while they were held out, of those only. A class column need
   * not have a time.
   */
  List<ReportData.LifeLine> lives(int count) {
    boolean drawn = label.task() != Task.CLASSIFICATION || label.event().isPresent();
    if (!drawn || !evaluations.exists()) {
      return List.of();
    }
    List<Row> byError =
        windows()
            .groupBy(TelemetryTables.DEVICE_ID)
            .agg(
                avg(WindowResult.LOSS).as("error"),
                min(unix_micros(col(TelemetryTables.EVENT_TIME))).as("from"),
                max(unix_micros(col(TelemetryTables.EVENT_TIME))).as("until"))
            .orderBy("error", TelemetryTables.DEVICE_ID)
            .collectAsList();
    DeviceEvents events = events();
    List<Row> told =
        byError.stream()
            .filter(
                row ->
                    !within(events.of(row.getString(0)), row.getLong(2), row.getLong(3)).isEmpty())
            .toList();
    List<Row> field = told.isEmpty() ? byError : told;
    List<ReportData.LifeLine> lives = new ArrayList<>();
    for (int i = 0; i < Math.min(count, field.size()); i++) {
      int place = (int) ((i + 0.5) / Math.min(count, field.size()) * field.size());
      String device = field.get(place).getString(0);
      lives.add(life(device, events.of(device)));
    }
    return lives;
  }

  /** What was said of one device, whatever it is worth; no moments if it was not held out. */
  ReportData.LifeLine life(String device) {
    return life(device, events().of(device));
  }

  private ReportData.LifeLine life(String device, List<Incident> events) {
    List<Row> rows =
        windows()
            .where(col(TelemetryTables.DEVICE_ID).equalTo(device))
            .orderBy(TelemetryTables.EVENT_TIME)
            .select(
                TelemetryTables.EVENT_TIME,
                WindowResult.LABEL,
                label.task() == Task.RECONSTRUCTION
                    ? WindowResult.LOSS
                    : PredictionTable.PREDICTION,
                PredictionTable.LOWER,
                PredictionTable.UPPER)
            .collectAsList();
    if (rows.isEmpty()) {
      return new ReportData.LifeLine(device, List.of(), List.of());
    }
    List<ReportData.Moment> moments = rows.stream().map(this::moment).toList();
    return new ReportData.LifeLine(
        device,
        thinned(moments),
        within(
            events,
            Micros.of(moments.get(0).time()),
            Micros.of(moments.get(moments.size() - 1).time())));
  }

  private ReportData.Moment moment(Row row) {
    Instant time = row.getTimestamp(0).toInstant();
    double truth = label.task() == Task.RECONSTRUCTION ? Double.NaN : row.getDouble(1);
    return new ReportData.Moment(time, truth, row.getDouble(2), FleetFigures.interval(row, 3));
  }

  /** One moment of each part: the last, or what is most unusual or probable. */
  private List<ReportData.Moment> thinned(List<ReportData.Moment> moments) {
    if (moments.size() <= 2 * PARTS) {
      return moments;
    }
    boolean peaks = label.task() == Task.CLASSIFICATION || label.task() == Task.RECONSTRUCTION;
    List<ReportData.Moment> kept = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      int from = (int) ((long) part * moments.size() / PARTS);
      int until = (int) ((part + 1L) * moments.size() / PARTS);
      ReportData.Moment chosen = moments.get(until - 1);
      for (int i = from; peaks && i < until; i++) {
        chosen = moments.get(i).prediction() > chosen.prediction() ? moments.get(i) : chosen;
      }
      kept.add(chosen);
    }
    return kept;
  }

  private static List<Incident> within(List<Incident> events, long from, long until) {
    return events.stream().filter(e -> e.until() >= from && e.from() <= until).toList();
  }

  private DeviceEvents events() {
    Optional<String> kind =
        label.task() == Task.RECONSTRUCTION
            ? Optional.of(context.config().alarm().event())
            : label.event();
    return kind.map(of -> DeviceEvents.in(FeaturesJob.events(context).read(), of))
        .orElseGet(() -> new DeviceEvents(Map.of()));
  }

  private Dataset<Row> windows() {
    return evaluations.windows(version.name(), version.number());
  }
}
