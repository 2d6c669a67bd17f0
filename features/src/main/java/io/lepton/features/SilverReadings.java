package io.lepton.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.lepton.features.label.Label;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.TelemetryTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Silver rows as plain numbers: device, microseconds, sequence, kind of event or -1, then doubles:
 * inputs, settings, the label's value; then longs that are carried along. What is missing or not
 * finite is NaN.
 */
final class SilverReadings {
  static final int DEVICE = 0;
  static final int TIME = 1;
  static final int SEQUENCE = 2;
  static final int EVENT = 3;
  static final int FIRST = 4;

  /** Not an event but a reading. */
  static final int READING = -1;

  /** A window that callers hold already. */
  static final int HELD = -2;

  /** Of a device's rows; an event comes before the reading of its time. */
  static final Column[] IN_TIME = {col("micros"), col("event").desc(), col("sequence")};

  private static final Column[] ORDER = {col("device"), IN_TIME[0], IN_TIME[1], IN_TIME[2]};

  private static final long BYTES_A_PARTITION = 64L << 20;
  private static final int MOST_PARTITIONS = 2000;
  private static final String KIND = "kind";

  /** Its square is finite still; what is larger stands for nothing, and is none. */
  private static final double LARGEST = 1e150;

  private final FeatureSpec spec;

  SilverReadings(FeatureSpec spec) {
    this.spec = spec;
  }

  /** Columns of doubles: inputs, settings, the label's value. */
  int doubles() {
    return spec.columns().size() + 1;
  }

  /** How many of a reading's columns hold no number. */
  static int missing(double[] columns) {
    int missing = 0;
    for (double value : columns) {
      missing += Double.isNaN(value) ? 1 : 0;
    }
    return missing;
  }

  /** Readings in no order. */
  Dataset<Row> unsorted(Dataset<Row> silver, List<Column> carried) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(TelemetryTables.DEVICE_ID).as("device"));
    columns.add(functions.unix_micros(col(TelemetryTables.EVENT_TIME)).as("micros"));
    columns.add(
        functions.coalesce(col(TelemetryTables.SEQUENCE), lit(0L)).cast("long").as("sequence"));
    columns.add(lit(READING).as("event"));
    for (int i = 0; i < spec.inputs().size(); i++) {
      Input input = spec.inputs().get(i);
      columns.add((input.isText() ? category(input) : number(input.column())).as("i" + i));
    }
    for (String setting : spec.settings().columns()) {
      columns.add(number(setting).as("s" + columns.size()));
    }
    columns.add(labelValue(silver, spec.label()).as("label"));
    columns.addAll(carried);
    return taken(silver).select(columns.toArray(new Column[0]));
  }

  /** Readings and the events that features count from, in no order. */
  Dataset<Row> together(Dataset<Row> silver, Dataset<Row> events, List<Column> carried) {
    Dataset<Row> readings = unsorted(silver, carried);
    return spec.events().isEmpty()
        ? readings
        : readings.union(happened(events, readings, carried.size()));
  }

  /**
   * The same and windows that callers hold already, a device's together and in time order.
   *
   * @param held device, event time and sequence of such windows
   */
  JavaRDD<InternalRow> sorted(
      Dataset<Row> silver, Dataset<Row> events, Optional<Dataset<Row>> held, List<Column> carried) {
    Dataset<Row> known = together(silver, events, carried);
    Dataset<Row> readings =
        held.map(
                windows ->
                    known.union(
                        without(
                            windows,
                            List.of(col(TelemetryTables.SEQUENCE), lit(HELD)),
                            known,
                            carried.size())))
            .orElse(known);
    Dataset<Row> sorted =
        readings.repartition(partitions(silver), col("device")).sortWithinPartitions(ORDER);
    return sorted.queryExecution().toRdd().toJavaRDD();
  }

  static int partitions(Dataset<Row> silver) {
    int least = silver.sparkSession().sparkContext().defaultParallelism();
    scala.math.BigInt bytes = silver.queryExecution().optimizedPlan().stats().sizeInBytes();
    double wanted = Math.ceil(bytes.doubleValue() / BYTES_A_PARTITION);
    return (int) Math.max(least, Math.min(MOST_PARTITIONS, wanted));
  }

  private Dataset<Row> happened(Dataset<Row> events, Dataset<Row> readings, int carried) {
    return without(
        events
            .where(col(KIND).isin(spec.events().toArray()))
            .where(col(TelemetryTables.DEVICE_ID).isNotNull())
            .where(col(TelemetryTables.EVENT_TIME).isNotNull()),
        List.of(lit(0L), eventPlace()),
        readings,
        carried);
  }

  /** Rows without values, shaped as readings are. */
  private Dataset<Row> without(
      Dataset<Row> rows, List<Column> sequenceAndEvent, Dataset<Row> readings, int carried) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(TelemetryTables.DEVICE_ID));
    columns.add(functions.unix_micros(col(TelemetryTables.EVENT_TIME)));
    columns.addAll(sequenceAndEvent);
    for (int i = 0; i < doubles(); i++) {
      columns.add(lit(Double.NaN));
    }
    for (int i = 0; i < carried; i++) {
      columns.add(lit(0L));
    }
    return rows.select(columns.toArray(new Column[0])).toDF(readings.columns());
  }

  private Column eventPlace() {
    Column place = lit(READING);
    for (int e = 0; e < spec.events().size(); e++) {
      place = functions.when(col(KIND).equalTo(spec.events().get(e)), lit(e)).otherwise(place);
    }
    return place;
  }

  /** The readings that are used at all. */
  private Dataset<Row> taken(Dataset<Row> silver) {
    Dataset<Row> known =
        silver
            .where(col(TelemetryTables.DEVICE_ID).isNotNull())
            .where(col(TelemetryTables.EVENT_TIME).isNotNull());
    return Arrays.asList(silver.columns()).contains(TelemetryTables.LATE_BY)
        ? known.where(
            functions.coalesce(col(TelemetryTables.LATE_BY), lit(0.0)).leq(spec.allowedLateness()))
        : known;
  }

  private static Column number(String column) {
    Column value = col(column).cast(DataTypes.DoubleType);
    return functions
        .when(functions.abs(value).lt(LARGEST).and(functions.not(functions.isnan(value))), value)
        .otherwise(Double.NaN);
  }

  private static Column category(Input input) {
    return place(col(input.column()), input.categories());
  }

  /** The place of a text in a list, NaN if it is not there. */
  static Column place(Column text, List<String> values) {
    Column place = lit(Double.NaN);
    for (int v = 0; v < values.size(); v++) {
      place = functions.when(text.equalTo(lit(values.get(v))), lit((double) v)).otherwise(place);
    }
    return place;
  }

  private static Column labelValue(Dataset<Row> silver, Label label) {
    if (label.column().isEmpty()) {
      return lit(Double.NaN);
    }
    String name = label.column().get();
    boolean isNumber = !silver.schema().apply(name).dataType().sameType(DataTypes.StringType);
    if (!isNumber) {
      return place(col(name), label.classes());
    }
    Column place = lit(Double.NaN);
    for (int c = 0; c < label.classes().size(); c++) {
      double value = numberOf(label.classes().get(c), name);
      place = functions.when(col(name).equalTo(lit(value)), lit((double) c)).otherwise(place);
    }
    return place;
  }

  private static double numberOf(String value, String column) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw PipelineException.config(
          "Cannot label readings by column '%s': features.label.classes has '%s' (expected: numbers, because the column holds numbers). Change features.label.classes."
              .formatted(column, value));
    }
  }

  /**
   * Checks that silver has what a specification reads.
   *
   * @throws PipelineException naming what is missing
   */
  static void requireColumns(Dataset<Row> silver, List<String> wanted, String purpose) {
    TreeSet<String> missing = new TreeSet<>(wanted);
    missing.removeAll(Arrays.asList(silver.columns()));
    if (!missing.isEmpty()) {
      throw PipelineException.config(
          "Cannot %s: silver has no column %s (columns: %s). Set features.channels, features.settings, features.derived and features.label to columns it has."
              .formatted(purpose, missing, Arrays.asList(silver.columns())));
    }
  }
}
