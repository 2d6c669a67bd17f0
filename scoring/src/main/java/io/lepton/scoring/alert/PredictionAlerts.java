package io.lepton.scoring.alert;

import static java.util.Comparator.naturalOrder;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.alert.PredictionRule.Said;
import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * From predictions to alerts. Of a reading that several versions of the model have scored the
 * prediction made first counts, as it was told then: a promotion does not rewrite what was raised.
 */
public final class PredictionAlerts {
  private final List<PredictionRule> rules;
  private final Map<Key, Row> last;
  private final Map<String, long[]> ends;

  private record Key(String rule, String device) implements Serializable {}

  /**
   * Goes on from what is held.
   *
   * @param held the alerts table's rows
   * @param ends when lives of devices ended, ascending, in microseconds since 1970 UTC
   */
  public PredictionAlerts(List<PredictionRule> rules, List<Row> held, Map<String, long[]> ends) {
    this.rules = List.copyOf(rules);
    this.ends = new HashMap<>(ends);
    this.last = new HashMap<>();
    for (Row row : held) {
      Key key = new Key(row.getAs(AlertTable.RULE), row.getAs(AlertTable.DEVICE));
      last.merge(key, row, PredictionAlerts::later);
    }
  }

  private static Row later(Row a, Row b) {
    Timestamp first = a.getAs(AlertTable.RAISED_AT);
    return first.after(b.<Timestamp>getAs(AlertTable.RAISED_AT)) ? a : b;
  }

  /**
   * The alerts that are new or over since, from predictions of one model.
   *
   * @param since predictions until then, in microseconds since 1970 UTC, raise nothing; those that
   *     a rule remembers have a say in what is said of later ones
   */
  public List<Alert> in(Dataset<Row> predictions, long since) {
    if (rules.isEmpty()) {
      return List.of();
    }
    Duration memory =
        rules.stream().map(PredictionRule::memory).max(naturalOrder()).orElse(Duration.ZERO);
    return predictions
        .where(col(PredictionTable.PREDICTION).isNotNull())
        .where(
            unix_micros(col(TelemetryTables.EVENT_TIME)).gt(lit(since - memory.toNanos() / 1000)))
        .select(
            col(TelemetryTables.DEVICE_ID).as("device"),
            unix_micros(col(TelemetryTables.EVENT_TIME)).as("micros"),
            col(TelemetryTables.SEQUENCE).as("sequence"),
            col(PredictionTable.SCORED_AT).as("scored"),
            col(PredictionTable.MODEL_VERSION).as("version"),
            col(PredictionTable.MODEL).as("model"),
            col(PredictionTable.PREDICTION).as("prediction"),
            col(PredictionTable.LOWER).as("lower"),
            col(PredictionTable.ANOMALY).as("anomaly"),
            sensor(predictions).as("sensor"))
        .repartition(col("device"))
        .sortWithinPartitions("device", "micros", "sequence", "scored", "version")
        .mapPartitions(
            new HearPartition(rules, last, ends, since),
            Encoders.row(AlertTable.spec("alerts").columns()))
        .collectAsList()
        .stream()
        .map(AlertTable::alert)
        .toList();
  }

  /** The first contributor; none in a table of before there were any. */
  private static Column sensor(Dataset<Row> predictions) {
    return List.of(predictions.columns()).contains(PredictionTable.CONTRIBUTORS)
        ? get(col(PredictionTable.CONTRIBUTORS), lit(0)).getField(PredictionTable.SENSOR)
        : lit(null).cast(DataTypes.StringType);
  }

  private record HearPartition(
      List<PredictionRule> rules, Map<Key, Row> last, Map<String, long[]> ends, long since)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      List<Row> alerts = new ArrayList<>();
      List<DeviceAlerts> listening = List.of();
      String device = null;
      long time = 0;
      long sequence = 0;
      while (rows.hasNext()) {
        Row row = rows.next();
        boolean another = !row.getString(0).equals(device);
        if (another) {
          end(listening, alerts);
          device = row.getString(0);
          listening = listeners(device, row.getString(5));
        }
        if (another || row.getLong(1) != time || row.getLong(2) != sequence) {
          time = row.getLong(1);
          sequence = row.getLong(2);
          Said said = said(row);
          listening.forEach(each -> tell(each, said));
        }
      }
      end(listening, alerts);
      return alerts.iterator();
    }

    private void tell(DeviceAlerts listener, Said said) {
      if (said.time() > since) {
        listener.hear(said);
      } else {
        listener.remember(said);
      }
    }

    private List<DeviceAlerts> listeners(String device, String model) {
      return rules.stream()
          .map(
              rule ->
                  new DeviceAlerts(
                      rule,
                      device,
                      model,
                      Optional.ofNullable(last.get(new Key(rule.about().rule(), device)))
                          .map(AlertTable::alert),
                      ends.getOrDefault(device, new long[0])))
          .toList();
    }

    private static void end(List<DeviceAlerts> listening, List<Row> alerts) {
      listening.forEach(each -> each.end().forEach(alert -> alerts.add(AlertTable.row(alert))));
    }

    private static Said said(Row row) {
      return new Said(
          row.getLong(1),
          row.getDouble(6),
          row.isNullAt(7) ? Optional.empty() : Optional.of(row.getDouble(7)),
          !row.isNullAt(8) && row.getBoolean(8),
          row.getInt(4),
          Optional.ofNullable(row.getString(9)));
    }
  }
}
