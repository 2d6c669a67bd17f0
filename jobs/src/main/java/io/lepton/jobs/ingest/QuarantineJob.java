package io.lepton.jobs.ingest;

import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.KAFKA_PARTITION;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TIME;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TOPIC;
import static io.lepton.lake.table.TelemetryTables.MESSAGE;
import static io.lepton.lake.table.TelemetryTables.REASON;
import static io.lepton.lake.table.TelemetryTables.VALUE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.substring;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.QuarantineReplay;
import io.lepton.ingest.TopicConfig;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.console.PrintableText;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import java.io.PrintWriter;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Looks at the messages that were rejected, or takes them again. */
public final class QuarantineJob {
  private final JobContext context;
  private final PrintWriter out;
  private final List<TopicConfig> topics;
  private final Optional<String> reason;

  /** Of some topics; all reasons unless one is given. */
  public QuarantineJob(
      JobContext context, PrintWriter out, List<TopicConfig> topics, Optional<String> reason) {
    this.context = context;
    this.out = out;
    this.topics = topics;
    this.reason = reason;
  }

  /** How many there are, by reason. */
  public void list() {
    for (TopicConfig topic : ingested()) {
      List<Row> found =
          rejected(topic)
              .groupBy(REASON)
              .agg(count(lit(1)).as("messages"), min(KAFKA_TIME), max(KAFKA_TIME), min(MESSAGE))
              .orderBy(col("messages").desc(), col(REASON))
              .collectAsList();
      out.printf("%s%s%n", id(topic), found.isEmpty() ? ": no messages" : "");
      for (Row row : found) {
        print(
            "  %-16s %,12d  %s to %s  such as: %s",
            row.getString(0),
            row.getLong(1),
            time(row, 2),
            time(row, 3),
            PrintableText.of(row.getString(4)));
      }
    }
  }

  /** The newest messages themselves. */
  public void show(int rows) {
    for (TopicConfig topic : ingested()) {
      out.println(id(topic));
      rejected(topic)
          .orderBy(col(KAFKA_TIME).desc(), col(KAFKA_OFFSET).desc())
          .limit(rows)
          .select(
              col(KAFKA_TOPIC),
              col(KAFKA_PARTITION),
              col(KAFKA_OFFSET),
              col(KAFKA_TIME),
              col(REASON),
              col(MESSAGE),
              substring(col(VALUE), 1, PrintableText.LONGEST * 4).as(VALUE))
          .collectAsList()
          .forEach(this::show);
    }
  }

  private void show(Row row) {
    print(
        "  %s-%d@%d  %s  %s: %s",
        row.getString(0),
        row.getInt(1),
        row.getLong(2),
        time(row, 3),
        row.getString(4),
        PrintableText.of(row.getString(5)));
    byte[] payload = row.getAs(VALUE);
    print("    %s", payload == null ? "(no payload)" : PrintableText.of(payload));
  }

  /** Takes them again. */
  public void replay() {
    each("replay", replay -> replay.run(reason));
  }

  /** Tells what {@link #replay} would do. */
  public void rehearse() {
    each("dry run", replay -> replay.rehearse(reason));
  }

  private void each(String step, Function<QuarantineReplay, QuarantineReplay.Outcome> work) {
    for (TopicConfig topic : ingested()) {
      context.progress().start(step);
      QuarantineReplay replay = new QuarantineReplay(context.lake(), topic, context.clock());
      QuarantineReplay.Outcome outcome = work.apply(replay);
      BatchCounts counts = outcome.counts();
      long stays = outcome.stays().values().stream().mapToLong(Long::longValue).sum();
      String said =
          String.format(
              Locale.ROOT,
              "%s: %,d messages leave with %,d readings to silver and %,d duplicates, %,d stay %s",
              id(topic),
              -counts.rejected(),
              counts.silver(),
              counts.duplicates(),
              stays,
              outcome.stays());
      context.progress().end(said);
      out.println(said);
    }
  }

  private List<TopicConfig> ingested() {
    return topics.stream().filter(topic -> context.lake().has(id(topic))).toList();
  }

  private Dataset<Row> rejected(TopicConfig topic) {
    Dataset<Row> all = context.lake().existing(id(topic), "lepton ingest").read();
    return reason.map(code -> all.where(col(REASON).equalTo(code))).orElse(all);
  }

  private static TableId id(TopicConfig topic) {
    return new TableId(Layer.QUARANTINE, topic.table());
  }

  private static String time(Row row, int column) {
    Timestamp time = row.getTimestamp(column);
    return time == null ? "?" : time.toInstant().toString();
  }

  private void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
