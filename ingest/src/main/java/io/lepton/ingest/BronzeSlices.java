package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.INGEST_TIME;
import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.KAFKA_PARTITION;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TOPIC;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_seconds;

import io.lepton.lake.table.SourcePositions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cuts bronze into slices of bounded size, in the order in which its messages were read from Kafka.
 * The ranges of a source follow one another without gap.
 */
final class BronzeSlices {
  private final long most;
  private final List<Map<String, OffsetRange>> slices = new ArrayList<>();
  private Map<String, OffsetRange> open = new TreeMap<>();
  private long messages;

  private BronzeSlices(long most) {
    this.most = most;
  }

  /**
   * The slices.
   *
   * @param positions where each source ends
   * @param most messages in a slice, about
   */
  static List<Map<String, OffsetRange>> of(
      Dataset<Row> bronze, SourcePositions positions, long most) {
    BronzeSlices slices = new BronzeSlices(most);
    hours(bronze.where(Sources.before(positions.next()))).values().forEach(slices::add);
    slices.close();
    return slices.slices;
  }

  /** What was read of one source in one hour. */
  private record Stretch(String source, long hour, OffsetRange range, long messages) {}

  private static Map<Long, List<Stretch>> hours(Dataset<Row> bronze) {
    Column hour = unix_seconds(date_trunc("hour", col(INGEST_TIME)));
    Map<Long, List<Stretch>> hours = new TreeMap<>();
    Map<String, Stretch> previous = new TreeMap<>();
    for (Row row :
        bronze
            .groupBy(col(KAFKA_TOPIC), col(KAFKA_PARTITION), hour)
            .agg(min(KAFKA_OFFSET).as("first"), max(KAFKA_OFFSET), count(lit(1)))
            .orderBy("first")
            .collectAsList()) {
      String source = Sources.name(row.getString(0), row.getInt(1));
      Stretch last = previous.get(source);
      long from = last == null ? row.getLong(3) : last.range().until();
      // A clock that was set back must not bring offsets out of order.
      long when = last == null ? row.getLong(2) : Math.max(last.hour(), row.getLong(2));
      Stretch stretch =
          new Stretch(
              source,
              when,
              new OffsetRange(from, Math.max(from, row.getLong(4) + 1)),
              row.getLong(5));
      previous.put(source, stretch);
      hours.computeIfAbsent(when, any -> new ArrayList<>()).add(stretch);
    }
    return hours;
  }

  private void add(Collection<Stretch> hour) {
    long more = hour.stream().mapToLong(Stretch::messages).sum();
    if (messages + more > most) {
      close();
    }
    long parts = Math.max(1, (more + most - 1) / most);
    for (long part = 0; part < parts; part++) {
      for (Stretch stretch : hour) {
        OffsetRange all = stretch.range();
        long from = all.from() + all.size() * part / parts;
        long until = all.from() + all.size() * (part + 1) / parts;
        open.merge(
            stretch.source(),
            new OffsetRange(from, until),
            (a, b) -> new OffsetRange(a.from(), b.until()));
      }
      if (parts > 1) {
        close();
      }
    }
    messages = parts > 1 ? 0 : messages + more;
  }

  private void close() {
    if (!open.isEmpty()) {
      slices.add(open);
      open = new TreeMap<>();
    }
    messages = 0;
  }
}
