package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.DEVICE_ID;
import static io.lepton.lake.table.TelemetryTables.EVENT_TIME;
import static io.lepton.lake.table.TelemetryTables.IS_LATE;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TIME;
import static io.lepton.lake.table.TelemetryTables.LATE_BY;
import static io.lepton.lake.table.TelemetryTables.READING_KEY;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.lepton.ingest.payload.FieldSpec;
import io.lepton.lake.table.Columns;
import io.lepton.lake.table.TelemetryTables;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Compares a few readings with all that silver holds. */
final class SilverMatch {
  private static final double MICROS = 1e6;
  private static final String EARLIER = "earlier";
  private static final String MINE = "mine";
  private static final String HELD = "held_";

  private final TopicConfig topic;

  SilverMatch(TopicConfig topic) {
    this.topic = topic;
  }

  /**
   * The readings with how late they are. That is told by the readings of the device, of silver and
   * of their own, whose messages came before theirs by Kafka's time.
   */
  Dataset<Row> withLateness(Dataset<Row> readings, Dataset<Row> silver) {
    Dataset<Row> others =
        silver
            .join(
                readings.select(DEVICE_ID).distinct(),
                Columns.names(List.of(DEVICE_ID)),
                "left_semi")
            .select(col(DEVICE_ID), col(KAFKA_TIME), col(EVENT_TIME), lit(false).as(MINE));
    WindowSpec before =
        Window.partitionBy(DEVICE_ID)
            .orderBy(micros(KAFKA_TIME))
            .rangeBetween(Window.unboundedPreceding(), -1);
    Dataset<Row> latest =
        readings
            .select(col(DEVICE_ID), col(KAFKA_TIME), col(EVENT_TIME), lit(true).as(MINE))
            .union(others)
            .withColumn(EARLIER, max(EVENT_TIME).over(before))
            .where(col(MINE))
            .select(DEVICE_ID, KAFKA_TIME, EARLIER)
            .distinct();
    Column seconds = micros(EARLIER).minus(micros(EVENT_TIME)).divide(MICROS);
    Column late = greatest(lit(0.0), coalesce(seconds, lit(0.0)));
    double allowed = topic.arrival().allowedLateness().toNanos() / 1e9;
    return readings
        .join(latest, Columns.names(List.of(DEVICE_ID, KAFKA_TIME)), "left")
        .withColumn(LATE_BY, late)
        .withColumn(IS_LATE, col(LATE_BY).gt(allowed))
        .drop(EARLIER);
  }

  /** The readings that silver does not hold. Of those of single channels, what it does not hold. */
  Dataset<Row> missing(Dataset<Row> readings, Dataset<Row> silver) {
    Row times = readings.agg(min(EVENT_TIME), max(EVENT_TIME)).first();
    if (times.isNullAt(0)) {
      return readings;
    }
    // Tells Delta which files can be passed over.
    Dataset<Row> near = silver.where(col(EVENT_TIME).between(lit(times.get(0)), lit(times.get(1))));
    return topic.payload().channel().isPresent()
        ? missingChannels(readings, near)
        : readings.join(keys(near, readings, READING_KEY), Columns.names(READING_KEY), "left_anti");
  }

  private Dataset<Row> missingChannels(Dataset<Row> readings, Dataset<Row> silver) {
    List<String> key = List.of(DEVICE_ID, EVENT_TIME);
    List<String> channels =
        topic.payload().fields().stream()
            .map(FieldSpec::name)
            .filter(List.of(silver.columns())::contains)
            .toList();
    if (channels.isEmpty()) {
      return readings;
    }
    Function<String, Column> held = name -> max(col(name).isNotNull()).as(HELD + name);
    Dataset<Row> holds =
        silver
            .join(readings.select(Columns.of(key)).distinct(), Columns.names(key), "left_semi")
            .groupBy(Columns.of(key))
            .agg(
                held.apply(channels.get(0)),
                channels.stream().skip(1).map(held).toArray(Column[]::new));
    Dataset<Row> joined = readings.join(holds, Columns.names(key), "left");
    Column something = lit(false);
    for (String name : channels) {
      joined =
          joined.withColumn(
              name, when(coalesce(col(HELD + name), lit(false)), lit(null)).otherwise(col(name)));
    }
    for (String name : readings.columns()) {
      boolean measured =
          topic.payload().fields().stream().anyMatch(field -> field.name().equals(name))
              || name.equals(TelemetryTables.UNKNOWN_FIELDS);
      something = measured ? something.or(col(name).isNotNull()) : something;
    }
    return joined.where(something).select(Columns.of(List.of(readings.columns())));
  }

  private static Dataset<Row> keys(Dataset<Row> silver, Dataset<Row> readings, List<String> key) {
    return silver
        .join(readings.select(Columns.of(key)).distinct(), Columns.names(key), "left_semi")
        .select(Columns.of(key));
  }

  private static Column micros(String column) {
    return expr("unix_micros(" + column + ")");
  }
}
