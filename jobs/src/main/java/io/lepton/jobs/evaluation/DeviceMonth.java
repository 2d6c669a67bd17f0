package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.col;

import io.lepton.features.label.Label;
import io.lepton.lake.table.TelemetryTables;
import java.io.Serializable;
import java.sql.Timestamp;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A device's month in operation: the scores of what is known, and how much is not. */
final class DeviceMonth implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String device;
  private final YearMonth month;
  private final Tally known;
  private long censored;

  private DeviceMonth(String device, YearMonth month, Label label) {
    this.device = device;
    this.month = month;
    this.known = new Tally(label);
  }

  /** Those of some {@link Outcomes}, by device and month; sums depend on the order of readings. */
  static List<DeviceMonth> of(Dataset<Row> outcomes, Label label) {
    List<Column> columns = new ArrayList<>(List.of(HeldOut.COLUMNS));
    columns.add(col(TelemetryTables.EVENT_TIME));
    Column[] inOrder = {
      col(TelemetryTables.DEVICE_ID), col(TelemetryTables.EVENT_TIME), col(TelemetryTables.SEQUENCE)
    };
    return outcomes
        .repartition(inOrder[0])
        .sortWithinPartitions(inOrder)
        .select(columns.toArray(new Column[0]))
        .toJavaRDD()
        .mapPartitions(rows -> counted(rows, label))
        .collect()
        .stream()
        .sorted(Comparator.comparing(DeviceMonth::device).thenComparing(DeviceMonth::month))
        .toList();
  }

  private static Iterator<DeviceMonth> counted(Iterator<Row> rows, Label label) {
    List<DeviceMonth> months = new ArrayList<>();
    DeviceMonth now = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      String device = row.getAs(TelemetryTables.DEVICE_ID);
      Timestamp time = row.getAs(TelemetryTables.EVENT_TIME);
      YearMonth month = YearMonth.from(time.toInstant().atOffset(ZoneOffset.UTC));
      if (now == null || !now.device.equals(device) || !now.month.equals(month)) {
        now = new DeviceMonth(device, month, label);
        months.add(now);
      }
      now.add(row);
    }
    return months.iterator();
  }

  private void add(Row row) {
    if (row.isNullAt(row.fieldIndex(WindowResult.LABEL))) {
      censored++;
    } else {
      known.add(HeldOut.window(row));
    }
  }

  String device() {
    return device;
  }

  YearMonth month() {
    return month;
  }

  Tally known() {
    return known;
  }

  long censored() {
    return censored;
  }
}
