package io.lepton.jobs.monitoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.features.FleetDrift;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.alert.Alert;
import io.lepton.scoring.alert.FleetClock;
import io.lepton.scoring.alert.StateRule;
import io.lepton.scoring.alert.StateRule.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How things stand with the devices, for the rules that look at it. */
public final class FleetState {
  /** Messages of a window from which on a share of them says something. */
  private static final long LEAST = 10;

  private final JobContext context;
  private final Dataset<Row> silver;
  private final LivesEnded lives;

  /** Of the fleet of a pipeline. */
  public FleetState(JobContext context, LivesEnded lives) {
    this.context = context;
    this.silver =
        FeaturesJob.silver(context).read().where(col(TelemetryTables.DEVICE_ID).isNotNull());
    this.lives = lives;
  }

  /** What there is to see for a rule; a device without news is not in it. */
  List<Observation> observations(StateRule rule) {
    return switch (rule.kind()) {
      case SILENCE -> silence(rule.window());
      case QUARANTINE -> rejected(rule.window());
      case MISSING -> missing(rule.window());
      case DRIFT -> drift();
    };
  }

  private List<Observation> drift() {
    DriftJob.Result found = new DriftJob(context).run();
    Map<String, String> channels = new HashMap<>();
    found.channels().stream()
        .filter(FleetDrift.Channel::isBeyondChance)
        .forEach(
            channel ->
                channels.put(
                    channel.channel(), String.format(Locale.ROOT, "PSI %.3f", channel.psi())));
    return List.of(
        new Observation(Alert.FLEET, found.drifted(), found.until(), found.until(), channels));
  }

  /** When each device was heard of for the last time. */
  public List<FleetClock.LastSeen> lastSeen() {
    return silver
        .groupBy(TelemetryTables.DEVICE_ID)
        .agg(
            max(unix_micros(col(TelemetryTables.EVENT_TIME))).as("newest"),
            expr("max_by(concat(kafka_topic, '/', kafka_partition), event_time)").as("partition"))
        .where(col("newest").isNotNull())
        .collectAsList()
        .stream()
        .map(
            row ->
                new FleetClock.LastSeen(
                    row.getString(0), row.getLong(1), row.isNullAt(2) ? "" : row.getString(2)))
        .toList();
  }

  /** The clock of the devices that live. */
  public FleetClock clock(List<FleetClock.LastSeen> all) {
    return FleetClock.of(
        all.stream().filter(seen -> !lives.isOver(seen.device(), seen.time())).toList(),
        context.config().alerts().reporting());
  }

  private List<Observation> silence(Duration silent) {
    List<FleetClock.LastSeen> all = lastSeen();
    FleetClock clock = clock(all);
    Set<String> late = clock.late(silent);
    List<Observation> seen = new ArrayList<>();
    for (FleetClock.LastSeen last : all) {
      boolean isOver = lives.isOver(last.device(), last.time());
      if (isOver || !late.contains(last.partition())) {
        seen.add(
            new Observation(
                last.device(),
                isOver ? 0 : clock.silence(last.device()) / 1e6,
                Micros.instant(last.time()).plus(silent),
                Micros.instant(isOver ? lives.last(last.device()) : last.time()),
                Map.of("last_reading", Micros.instant(last.time()).toString())));
      }
    }
    late.forEach(
        partition ->
            context
                .progress()
                .note(
                    "No device of partition %s has reported for %s: the way to Kafka is late, or its reader; no device of it counts as silent."
                        .formatted(partition, silent)));
    return seen;
  }

  /** A payload that was rejected tells no device; the key of its message does. */
  private List<Observation> rejected(Duration window) {
    TableId id =
        new TableId(Layer.QUARANTINE, context.config().ingest().telemetry().silver().id().name());
    if (!context.lake().has(id)) {
      return List.of();
    }
    Dataset<Row> rejected =
        context
            .lake()
            .existing(id, "lepton ingest")
            .read()
            .select(
                expr("coalesce(decode(%s, 'UTF-8'), '')".formatted(TelemetryTables.KEY))
                    .as("device"),
                col(TelemetryTables.KAFKA_TIME).as("time"),
                lit(1).as("bad"));
    Dataset<Row> both =
        rejected.union(
            silver.select(col(TelemetryTables.DEVICE_ID), col(TelemetryTables.KAFKA_TIME), lit(0)));
    return shares(recent(both, col("time"), window), "time", expr("avg(bad)"), "rejected");
  }

  private List<Observation> missing(Duration window) {
    List<String> columns = Arrays.asList(silver.columns());
    List<String> channels =
        context.config().features().channels().stream().filter(columns::contains).toList();
    Map<String, Observation> worst = new HashMap<>();
    Dataset<Row> recent = recent(silver, col(TelemetryTables.KAFKA_TIME), window).cache();
    try {
      for (String channel : channels) {
        Dataset<Row> named = recent.withColumnRenamed(TelemetryTables.DEVICE_ID, "device");
        Column share = expr("avg(if(`%s` is null, 1, 0))".formatted(channel));
        for (Observation seen : shares(named, TelemetryTables.KAFKA_TIME, share, channel)) {
          worst.merge(seen.device(), seen, (a, b) -> a.value() >= b.value() ? a : b);
        }
      }
    } finally {
      recent.unpersist();
    }
    return List.copyOf(worst.values());
  }

  private static List<Observation> shares(
      Dataset<Row> rows, String time, Column share, String name) {
    return rows
        .groupBy("device")
        .agg(share.as("share"), count(lit(1)).as("of"), max(unix_micros(col(time))).as("newest"))
        .where(col("of").geq(LEAST))
        .collectAsList()
        .stream()
        .map(row -> share(row, name))
        .toList();
  }

  private static Observation share(Row row, String name) {
    Instant newest = Micros.instant(row.getLong(3));
    return new Observation(
        row.getString(0),
        row.getDouble(1),
        newest,
        newest,
        Map.of(
            name,
            String.format(Locale.ROOT, "%.4f", row.getDouble(1)),
            "messages",
            String.valueOf(row.getLong(2))));
  }

  /** Rows of the time before the newest of them. */
  private static Dataset<Row> recent(Dataset<Row> rows, Column time, Duration window) {
    Row newest = rows.agg(max(unix_micros(time))).first();
    return newest.isNullAt(0)
        ? rows
        : rows.where(unix_micros(time).gt(newest.getLong(0) - window.toNanos() / 1000));
  }
}
