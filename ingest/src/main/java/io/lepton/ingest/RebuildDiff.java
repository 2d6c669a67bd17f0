package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.DEVICE_ID;
import static io.lepton.lake.table.TelemetryTables.EVENT_TIME;
import static io.lepton.lake.table.TelemetryTables.INGEST_TIME;
import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.KAFKA_PARTITION;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TOPIC;
import static io.lepton.lake.table.TelemetryTables.REASON;
import static io.lepton.lake.table.TelemetryTables.SEQUENCE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.lepton.lake.table.Columns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MapType;

/**
 * How rebuilt tables differ from those that are there. Rows are the same reading if place, device,
 * event time and sequence are; when it was ingested does not count.
 *
 * @param same readings that are equal
 * @param onlyBefore readings that the rebuilt silver does not have
 * @param onlyAfter readings that only the rebuilt silver has
 * @param changed readings that both have, with other values
 * @param columns by column, in how many of the changed readings it differs
 * @param quarantinedBefore messages in quarantine by reason
 * @param quarantinedAfter messages in the rebuilt quarantine by reason
 */
public record RebuildDiff(
    long same,
    long onlyBefore,
    long onlyAfter,
    long changed,
    Map<String, Long> columns,
    Map<String, Long> quarantinedBefore,
    Map<String, Long> quarantinedAfter) {
  private static final List<String> KEY =
      List.of(KAFKA_TOPIC, KAFKA_PARTITION, KAFKA_OFFSET, DEVICE_ID, EVENT_TIME, SEQUENCE);
  private static final String BEFORE = "before.";
  private static final String AFTER = "after.";
  private static final String THERE = "lepton_there";

  /** Two tables of a topic. */
  record Tables(Dataset<Row> silver, Dataset<Row> quarantine) {}

  static RebuildDiff between(Tables before, Tables after) {
    Set<String> names = new LinkedHashSet<>(List.of(after.silver.columns()));
    names.addAll(List.of(before.silver.columns()));
    names.removeAll(KEY);
    names.remove(INGEST_TIME);
    List<String> compared = List.copyOf(names);
    Column same = lit(true);
    for (String key : KEY) {
      same = same.and(col(BEFORE + key).eqNullSafe(col(AFTER + key)));
    }
    Dataset<Row> joined =
        comparable(before.silver, compared)
            .as("before")
            .join(comparable(after.silver, compared).as("after"), same, "full_outer");
    Row row = counted(joined, compared);
    Map<String, Long> columns = new TreeMap<>();
    for (int i = 0; i < compared.size(); i++) {
      if (row.getLong(i + 4) > 0) {
        columns.put(compared.get(i), row.getLong(i + 4));
      }
    }
    return new RebuildDiff(
        row.getLong(0) - row.getLong(3),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        columns,
        reasons(before.quarantine),
        reasons(after.quarantine));
  }

  private static Row counted(Dataset<Row> joined, List<String> compared) {
    Column isBefore = col(BEFORE + THERE).isNotNull();
    Column isAfter = col(AFTER + THERE).isNotNull();
    Column isBoth = isBefore.and(isAfter);
    List<Column> figures = new ArrayList<>();
    figures.add(count(when(isBefore.and(isAfter.unary_$bang()), 1)));
    figures.add(count(when(isAfter.and(isBefore.unary_$bang()), 1)));
    Column any = lit(false);
    List<Column> perColumn = new ArrayList<>();
    for (String name : compared) {
      Column differs = isBoth.and(col(BEFORE + name).eqNullSafe(col(AFTER + name)).unary_$bang());
      any = any.or(differs);
      perColumn.add(count(when(differs, 1)));
    }
    figures.add(count(when(any, 1)));
    figures.addAll(perColumn);
    return joined.agg(count(when(isBoth, 1)), figures.toArray(new Column[0])).first();
  }

  /** Missing columns are null; maps are compared as text. */
  private static Dataset<Row> comparable(Dataset<Row> rows, List<String> compared) {
    List<String> there = List.of(rows.columns());
    List<Column> columns = new ArrayList<>(List.of(Columns.of(KEY)));
    for (String name : compared) {
      Column column = there.contains(name) ? col(name) : lit(null);
      boolean isMap =
          there.contains(name) && rows.schema().apply(name).dataType() instanceof MapType;
      columns.add((isMap ? to_json(column) : column).as(name));
    }
    columns.add(lit(1).as(THERE));
    return rows.select(columns.toArray(new Column[0]));
  }

  private static Map<String, Long> reasons(Dataset<Row> quarantine) {
    Map<String, Long> reasons = new TreeMap<>();
    quarantine
        .groupBy(REASON)
        .count()
        .collectAsList()
        .forEach(row -> reasons.put(row.getString(0), row.getLong(1)));
    return reasons;
  }
}
