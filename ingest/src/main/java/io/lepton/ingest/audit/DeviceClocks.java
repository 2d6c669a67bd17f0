package io.lepton.ingest.audit;

import static io.lepton.lake.table.TelemetryTables.DEVICE_ID;
import static io.lepton.lake.table.TelemetryTables.EVENT_TIME;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TIME;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile_approx;

import io.lepton.lake.Transform;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How far each device's clock is from the fleet's, from the delays between event time and Kafka
 * time. The fastest message of a device shows its clock with the least of the network in it (the
 * minimum filter of RFC 5905, section 10); half of the fleet's clocks are taken to be right.
 *
 * <p>Readings with columns {@code device_id}, {@code event_time} and {@code kafka_time} in; a row
 * for each device out, the worst clock first: {@code ahead_seconds} (negative: behind), {@code
 * fastest_seconds}, {@code median_seconds}, {@code slowest_seconds}, {@code readings}.
 */
public final class DeviceClocks implements Transform {
  private static final int ACCURACY = 1000;

  @Override
  public Dataset<Row> apply(Dataset<Row> input) {
    Dataset<Row> devices =
        input
            .select(
                col(DEVICE_ID),
                expr("(unix_micros(%s) - unix_micros(%s)) / 1e6".formatted(KAFKA_TIME, EVENT_TIME))
                    .as("delay"))
            .groupBy(DEVICE_ID)
            .agg(
                min("delay").as("fastest_seconds"),
                percentile_approx(col("delay"), lit(0.5), lit(ACCURACY)).as("median_seconds"),
                max("delay").as("slowest_seconds"),
                count(lit(1)).as("readings"));
    Dataset<Row> fleet =
        devices.agg(percentile_approx(col("fastest_seconds"), lit(0.5), lit(ACCURACY)).as("fleet"));
    return devices
        .crossJoin(fleet)
        .withColumn("ahead_seconds", col("fleet").minus(col("fastest_seconds")))
        .select(
            DEVICE_ID,
            "ahead_seconds",
            "fastest_seconds",
            "median_seconds",
            "slowest_seconds",
            "readings")
        .orderBy(abs(col("ahead_seconds")).desc(), col(DEVICE_ID));
  }
}
