package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.DEVICE_ID;
import static io.lepton.lake.table.TelemetryTables.EVENT_TIME;
import static io.lepton.lake.table.TelemetryTables.IS_LATE;
import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.KAFKA_PARTITION;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TOPIC;
import static io.lepton.lake.table.TelemetryTables.LATE_BY;
import static io.lepton.lake.table.TelemetryTables.READING_KEY;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;

import io.lepton.lake.Transform;
import java.time.Duration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/**
 * Drops readings that are there already and flags those that came out of order. What is there
 * already is the silver table itself, so there is no state to lose or to outgrow memory.
 *
 * <p>A device's messages must be in one partition, as they are when its name is the key: their
 * order there is the order of arrival.
 */
final class FlagArrival {
  private static final String[] ARRIVAL = {KAFKA_TOPIC, KAFKA_PARTITION, KAFKA_OFFSET};
  private static final String COPY = "copy";
  private static final String LATEST_HELD = "latest_held";

  private final Duration allowedLateness;

  FlagArrival(Duration allowedLateness) {
    this.allowedLateness = allowedLateness;
  }

  /**
   * The transform for readings that arrive when the table holds these.
   *
   * @param held rows of silver; at least those not earlier than the earliest reading to come
   */
  Transform after(Dataset<Row> held) {
    return readings -> flagLate(firstCopies(readings, held), held);
  }

  private static Dataset<Row> firstCopies(Dataset<Row> readings, Dataset<Row> held) {
    WindowSpec sameReading = byColumns(READING_KEY.toArray(new String[0]));
    return readings
        .withColumn(COPY, row_number().over(sameReading))
        .where(col(COPY).equalTo(1))
        .drop(COPY)
        .join(
            held.select(READING_KEY.stream().map(c -> col(c)).toArray(Column[]::new)),
            scala.collection.JavaConverters.asScalaBuffer(READING_KEY).toSeq(),
            "left_anti");
  }

  private Dataset<Row> flagLate(Dataset<Row> readings, Dataset<Row> held) {
    Dataset<Row> latest = held.groupBy(DEVICE_ID).agg(max(EVENT_TIME).as(LATEST_HELD));
    WindowSpec before =
        byColumns(DEVICE_ID).rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Column latestBefore = greatest(max(col(EVENT_TIME)).over(before), col(LATEST_HELD));
    Column lateBy = seconds(latestBefore).minus(seconds(col(EVENT_TIME)));
    return readings
        .join(
            latest,
            scala.collection.JavaConverters.asScalaBuffer(java.util.List.of(DEVICE_ID)).toSeq(),
            "left")
        .withColumn(LATE_BY, greatest(coalesce(lateBy, lit(0.0)), lit(0.0)))
        .withColumn(IS_LATE, col(LATE_BY).gt(allowedLateness.toNanos() / 1e9))
        .drop(LATEST_HELD);
  }

  private static Column seconds(Column time) {
    return time.cast(DataTypes.DoubleType);
  }

  private static WindowSpec byColumns(String... columns) {
    Column[] partition = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      partition[i] = col(columns[i]);
    }
    Column[] order = new Column[ARRIVAL.length];
    for (int i = 0; i < ARRIVAL.length; i++) {
      order[i] = col(ARRIVAL[i]);
    }
    return Window.partitionBy(partition).orderBy(order);
  }
}
