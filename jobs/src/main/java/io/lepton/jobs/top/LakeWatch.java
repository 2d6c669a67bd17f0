package io.lepton.jobs.top;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.top.Frame.Ingest;
import io.lepton.lake.lock.LockHolder;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.stream.Checkpoint;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TableId;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.alert.Alert;
import io.lepton.scoring.alert.AlertTable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Looks at a lake without touching it: it reads tables and files, writes nothing, and asks no other
 * job. A table that has not changed since the last look is not read again.
 */
public final class LakeWatch {
  private final JobContext context;
  private final Duration recent;
  private final Map<TableId, Seen> seen = new HashMap<>();

  /** What a table said at a version. */
  private record Seen(long version, Object said) {}

  /**
   * A watch.
   *
   * @param recent how far back rates and delays are taken from
   */
  public LakeWatch(JobContext context, Duration recent) {
    this.context = context;
    this.recent = recent;
  }

  /** Looks once. */
  public Frame look() {
    return new Frame(
        context.lake().root().toUri().getPath(),
        context.clock().instant(),
        LockHolder.of(context.lake()),
        streams(),
        context
            .config()
            .ingest()
            .metrics()
            .table()
            .map(id -> said(id, List.<Ingest>of(), this::ingest))
            .orElse(List.of()),
        said(context.config().scoring().tableId(), Optional.<ScoringPace>empty(), this::scoring),
        said(context.config().alerts().tableId(), List.<Alert>of(), LakeWatch::open),
        champion());
  }

  private List<Checkpoint.Progress> streams() {
    return Checkpoint.under(
            context.checkpoints(), context.session().sparkContext().hadoopConfiguration())
        .stream()
        .sorted(Comparator.comparing(Checkpoint.Progress::ended).reversed())
        .toList();
  }

  /** The class is that of {@code none}: each table is asked one question only. */
  @SuppressWarnings("unchecked")
  private <T> T said(TableId id, T none, Function<Dataset<Row>, T> question) {
    if (!context.lake().has(id)) {
      return none;
    }
    LakeTable table = context.lake().existing(id, "lepton");
    long version = table.version();
    Seen before = seen.get(id);
    if (before == null || before.version() != version) {
      before = new Seen(version, question.apply(table.readAt(version)));
      seen.put(id, before);
    }
    return (T) before.said();
  }

  private List<Ingest> ingest(Dataset<Row> batches) {
    Column finished = unix_micros(col("finished"));
    return ScoringPace.lately(batches, finished, recent)
        .groupBy("table")
        .agg(
            count(lit(1)).as("batches"),
            max(finished).as("last"),
            sum("messages").as("messages"),
            sum("quarantined").as("quarantined"),
            min(unix_micros(col("started"))).as("first"),
            expr("max_by(struct(lag_offsets, lag_seconds), finished)").as("lag"))
        .orderBy("table")
        .collectAsList()
        .stream()
        .map(LakeWatch::ingest)
        .toList();
  }

  private static Ingest ingest(Row row) {
    long last = row.getLong(2);
    Row lag = row.getStruct(6);
    return new Ingest(
        row.getString(0),
        row.getLong(1),
        Micros.instant(last),
        row.getLong(3),
        row.getLong(4),
        Duration.of(last - row.getLong(5), ChronoUnit.MICROS),
        lag.isNullAt(0) ? OptionalLong.empty() : OptionalLong.of(lag.getLong(0)),
        lag.isNullAt(1) ? OptionalDouble.empty() : OptionalDouble.of(lag.getDouble(1)));
  }

  private Optional<ScoringPace> scoring(Dataset<Row> predictions) {
    return ScoringPace.of(
        predictions.where(col(PredictionTable.MODEL).equalTo(context.config().scoring().model())),
        recent);
  }

  private static List<Alert> open(Dataset<Row> alerts) {
    return alerts
        .where(col(AlertTable.CLEARED_AT).isNull())
        .orderBy(col(AlertTable.RAISED_AT).desc(), col(AlertTable.RULE), col(AlertTable.DEVICE))
        .collectAsList()
        .stream()
        .map(AlertTable::alert)
        .toList();
  }

  private String champion() {
    String model = context.config().scoring().model();
    Optional<ModelVersion> promoted = context.models().promotions(model).champion();
    return promoted
        .or(() -> context.models().latest(model))
        .map(version -> model + "@" + version.number() + (promoted.isPresent() ? "" : " (newest)"))
        .orElse("");
  }
}
