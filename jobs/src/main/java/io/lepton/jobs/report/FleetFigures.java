package io.lepton.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.features.label.Label;
import io.lepton.features.label.Task;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.evaluation.PerformanceTable;
import io.lepton.jobs.monitoring.DriftJob;
import io.lepton.jobs.top.ScoringPace;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.Columns;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.alert.Alert;
import io.lepton.scoring.alert.AlertTable;
import io.lepton.training.evaluation.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** What the lake holds of the fleet: what was said of each device last, alerts, and drift. */
final class FleetFigures {
  /** Points of a small picture. */
  private static final int PARTS = 100;

  private final JobContext context;
  private final PipelineConfig config;
  private final ModelVersion version;
  private final Label label;

  /** What a model version has said, and is asked for. */
  FleetFigures(JobContext context, ModelVersion version, Label label) {
    this.context = context;
    this.config = context.config();
    this.version = version;
    this.label = label;
  }

  /** Rows of the predictions table. */
  long written() {
    return predictions().count();
  }

  /** From a message's arrival to its prediction, of those made last. */
  Optional<ReportData.Delay> delay() {
    return ScoringPace.of(predictions(), ScoringPace.RECENT)
        .map(pace -> new ReportData.Delay(pace.median(), pace.slow()));
  }

  /** What was said last of each device that is still running. */
  List<ReportData.AtRisk> latest() {
    List<ReportData.AtRisk> fleet = new ArrayList<>();
    for (Row row :
        predictions()
            .where(col(PredictionTable.PREDICTION).isNotNull())
            .groupBy(TelemetryTables.DEVICE_ID)
            .agg(
                max(TelemetryTables.EVENT_TIME).as(TelemetryTables.EVENT_TIME),
                max_by(
                        struct(
                            col(PredictionTable.PREDICTION),
                            col(PredictionTable.LOWER),
                            col(PredictionTable.UPPER),
                            col(PredictionTable.CLASS),
                            col(PredictionTable.ANOMALY)),
                        struct(col(TelemetryTables.EVENT_TIME), col(TelemetryTables.SEQUENCE)))
                    .as("said"))
            // A device whose last reading was its failure is at no risk any more.
            .join(
                failures(),
                Columns.names(List.of(TelemetryTables.DEVICE_ID, TelemetryTables.EVENT_TIME)),
                "left_anti")
            .select(TelemetryTables.DEVICE_ID, TelemetryTables.EVENT_TIME, "said.*")
            .collectAsList()) {
      fleet.add(
          new ReportData.AtRisk(
              row.getString(0),
              row.getTimestamp(1).toInstant(),
              row.getDouble(2),
              interval(row, 3),
              verdict(row)));
    }
    return fleet;
  }

  /**
   * What was said of some devices over time, in this order. Of each part of a device's time one
   * prediction is taken: the last, or what is most unusual or probable, so that no peak is lost.
   */
  List<ReportData.LifeLine> lines(List<String> devices) {
    Column time = unix_micros(col(TelemetryTables.EVENT_TIME));
    WindowSpec whole = Window.partitionBy(TelemetryTables.DEVICE_ID);
    Column first = min(time).over(whole);
    Column part =
        floor(time.minus(first).multiply(PARTS).divide(max(time).over(whole).minus(first).plus(1)));
    Map<String, List<ReportData.Moment>> said = new HashMap<>();
    for (Row row :
        predictions()
            .where(col(TelemetryTables.DEVICE_ID).isin(devices.toArray()))
            .where(col(PredictionTable.PREDICTION).isNotNull())
            .withColumn("part", part)
            .groupBy(col(TelemetryTables.DEVICE_ID), col("part"))
            .agg(
                max_by(
                        struct(
                            col(TelemetryTables.EVENT_TIME),
                            col(PredictionTable.PREDICTION),
                            col(PredictionTable.LOWER),
                            col(PredictionTable.UPPER)),
                        label.task() == Task.CLASSIFICATION || label.task() == Task.RECONSTRUCTION
                            ? struct(col(PredictionTable.PREDICTION), time)
                            : struct(time, col(TelemetryTables.SEQUENCE)))
                    .as("said"))
            .select(TelemetryTables.DEVICE_ID, "said.*")
            .orderBy(TelemetryTables.DEVICE_ID, TelemetryTables.EVENT_TIME)
            .collectAsList()) {
      said.computeIfAbsent(row.getString(0), device -> new ArrayList<>())
          .add(
              new ReportData.Moment(
                  row.getTimestamp(1).toInstant(), Double.NaN, row.getDouble(2), interval(row, 3)));
    }
    return devices.stream()
        .map(device -> new ReportData.LifeLine(device, said.get(device), List.of()))
        .toList();
  }

  /** Around a prediction; its ends are two columns beside each other. */
  static Optional<Interval> interval(Row row, int lower) {
    return row.isNullAt(lower) || row.isNullAt(lower + 1)
        ? Optional.empty()
        : Optional.of(new Interval(row.getDouble(lower), row.getDouble(lower + 1)));
  }

  private String verdict(Row row) {
    if (label.task() == Task.CLASSIFICATION && !row.isNullAt(5)) {
      return row.getString(5);
    }
    return !row.isNullAt(6) && row.getBoolean(6) ? "unusual" : "";
  }

  private Dataset<Row> predictions() {
    return context
        .lake()
        .open(PredictionTable.spec(config.scoring().table()))
        .read()
        .where(col(PredictionTable.MODEL).equalTo(version.name()))
        .where(col(PredictionTable.MODEL_VERSION).equalTo(version.number()));
  }

  private Dataset<Row> failures() {
    return context
        .lake()
        .open(config.ingest().events().silver())
        .read()
        .where(label.event().map(col("kind")::equalTo).orElseGet(() -> lit(false)));
  }

  /** Open alerts, the last comparison with training, and what came true. */
  FleetWatch watch() {
    TableId alerts = config.alerts().tableId();
    Optional<List<Alert>> open =
        context.lake().has(alerts)
            ? Optional.of(
                context
                    .lake()
                    .existing(alerts, "lepton alerts")
                    .read()
                    .where(col(AlertTable.CLEARED_AT).isNull())
                    .collectAsList()
                    .stream()
                    .map(AlertTable::alert)
                    .toList())
            : Optional.empty();
    return new FleetWatch(open, DriftJob.last(context), new PerformanceTable(context).of(version));
  }
}
