package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.lepton.jobs.config.EvaluationConfig;
import io.lepton.jobs.config.JobContext;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.scoring.PredictionTable;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The evaluations table: a row for each held-out window of whatever was measured, a version of a
 * model or a simple model of a training set's version.
 */
public final class EvaluationTable {
  private final JobContext context;
  private final EvaluationConfig config;

  /** The lake's table, which may not be there yet. */
  public EvaluationTable(JobContext context) {
    this.context = context;
    this.config = context.config().evaluation();
  }

  /** Whether anything was measured so far. */
  public boolean exists() {
    return context.lake().has(config.tableId());
  }

  /** Whether this was measured. */
  boolean holds(String measured, int version) {
    return exists() && !windows(measured, version).isEmpty();
  }

  /** Keeps the windows, once: neither a version nor its training set ever changes. */
  void keep(String measured, int version, JavaRDD<Row> windows) {
    open()
        .append(
            context.session().createDataFrame(windows, WindowResult.COLUMNS),
            new WriteIdentity("evaluate-" + measured + "@" + version, 0),
            Optional.empty());
  }

  /** Its windows. */
  public Dataset<Row> windows(String measured, int version) {
    context.lake().existing(config.tableId(), "lepton evaluate");
    return open()
        .read()
        .where(col(PredictionTable.MODEL).equalTo(measured))
        .where(col(PredictionTable.MODEL_VERSION).equalTo(version));
  }

  /** Its windows that count, by the configuration. */
  public Dataset<Row> counted(String measured, int version) {
    Dataset<Row> windows = windows(measured, version);
    if (config.windows() == EvaluationConfig.Which.ALL) {
      return windows;
    }
    return windows
        .withColumn(
            "last",
            max(TelemetryTables.EVENT_TIME).over(Window.partitionBy(TelemetryTables.DEVICE_ID)))
        .where(col(TelemetryTables.EVENT_TIME).equalTo(col("last")))
        .drop("last");
  }

  /** With the columns that an earlier release did not have. */
  private LakeTable open() {
    return context.lake().open(TableSpec.of(config.tableId(), WindowResult.COLUMNS.fields()));
  }
}
