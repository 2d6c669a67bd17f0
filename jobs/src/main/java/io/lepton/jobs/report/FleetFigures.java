package io.lepton.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import io.lepton.features.label.Label;
import io.lepton.features.label.Task;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.monitoring.DriftJob;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.Columns;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.alert.Alert;
import io.lepton.scoring.alert.AlertTable;
import io.lepton.training.evaluation.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the lake holds of the fleet: what was said of each device last, alerts, and drift. */
final class FleetFigures {
  private final JobContext context;
  private final PipelineConfig config;
  private final Label label;

  FleetFigures(JobContext context, Label label) {
    this.context = context;
    this.config = context.config();
    this.label = label;
  }

  /** Rows of the predictions table of a model version. */
  long written(ModelVersion version) {
    return predictions(version).count();
  }

  /** What a model version said last of each device that is still running. */
  List<ReportData.AtRisk> latest(ModelVersion version) {
    List<ReportData.AtRisk> fleet = new ArrayList<>();
    for (Row row :
        predictions(version)
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

  private Dataset<Row> predictions(ModelVersion version) {
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

  /** Open alerts and the last comparison with training. */
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
    return new FleetWatch(open, DriftJob.last(context));
  }
}
