package io.lepton.ingest;

import io.lepton.ingest.payload.FieldSpec;
import io.lepton.ingest.payload.UnknownFields;
import io.lepton.ingest.recent.Following;
import io.lepton.ingest.recent.RecentReadings;
import io.lepton.lake.PipelineException;
import io.lepton.lake.stream.MicroBatchSink;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.NewFile;
import io.lepton.lake.table.OvertakenException;
import io.lepton.lake.table.SourcePositions;
import io.lepton.lake.table.TableAppender;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes messages to bronze, quarantine and silver from one parse, in this order.
 *
 * <p>Each table takes each offset once, whoever brings it: what a table has already is passed over,
 * message by message. The three tables are not written atomically: after a crash bronze and
 * quarantine may be ahead until the same offsets come again. The silver commit comes last and
 * carries the counts of the whole batch.
 */
public final class TelemetrySink implements MicroBatchSink, AutoCloseable {
  /** Fewer messages say nothing about a rate. */
  private static final long ENOUGH_FOR_A_RATE = 100;

  private final Lake lake;
  private final Clock clock;
  private final Consumer<BatchReport> listener;
  private final TableAppender bronze;
  private final TableAppender quarantine;
  private final TableAppender silver;
  private final String run = UUID.randomUUID().toString();
  private TopicConfig topic;
  private Following following = new Following(run, 0, List.of(), null);

  /**
   * Opens or creates the three tables of a topic.
   *
   * @param listener hears of each batch once silver has committed it
   */
  public TelemetrySink(Lake lake, TopicConfig topic, Clock clock, Consumer<BatchReport> listener) {
    this.lake = lake;
    this.clock = clock;
    this.listener = listener;
    List<LakeTable> tables =
        lake.open(
            List.of(
                TelemetryTables.bronze(topic.table()),
                TelemetryTables.quarantine(topic.table()),
                topic.silver()));
    this.bronze = tables.get(0).appender();
    this.quarantine = tables.get(1).appender();
    this.silver = tables.get(2).appender();
    this.topic = topic.with(evolved(topic));
  }

  /** How far silver has taken its sources. */
  public SourcePositions positions() {
    return silver.positions();
  }

  @Override
  public void accept(Dataset<Row> microBatch, WriteIdentity identity) {
    accept(MessageBatch.of(microBatch), identity);
  }

  /** Writes messages, those that are there already excepted. */
  public void accept(MessageBatch batch, WriteIdentity identity) {
    while (!isTaken(() -> take(batch, identity))) {
      forget();
    }
  }

  private void take(MessageBatch batch, WriteIdentity identity) throws OvertakenException {
    Instant started = clock.instant();
    requireNoGap(batch.ranges());
    Map<String, OffsetRange> due = due(batch.ranges());
    if (due.isEmpty()) {
      return;
    }
    List<Written> written = write(new MessageBatch(batch.messages(), due));
    BatchCounts counts = counts(due, written);
    Map<String, Long> next = new TreeMap<>();
    due.forEach((source, range) -> next.put(source, range.until()));
    requireRate(counts);
    commit(bronze, files(written, Written::bronze), next, identity);
    commit(quarantine, files(written, Written::quarantine), next, identity);
    List<NewFile> readings = files(written, Written::silver);
    IngestNote note = new IngestNote(identity.queryId(), identity.batchId(), counts, Map.of());
    List<String> others = silver.commit(readings, next, identity, note.json());
    List<String> committed = new ArrayList<>(others);
    readings.forEach(file -> committed.add(file.name()));
    following = new Following(run, following.epoch() + 1, committed, null);
    listener.accept(
        new BatchReport(
            topic.table(), identity, counts, started, clock.instant(), newest(written)));
  }

  /** Moves on behind offsets that are gone, and records that somebody accepted it. */
  void acceptLoss(Map<String, OffsetRange> lost) {
    Map<String, Long> next = new TreeMap<>();
    lost.forEach((source, range) -> next.put(source, range.until()));
    IngestNote note = new IngestNote("accept-loss", 0, BatchCounts.none(), lost);
    WriteIdentity identity = new WriteIdentity(note.query(), 0);
    while (!isTaken(() -> silver.commit(List.of(), next, identity, note.json()))) {
      forget();
    }
    following = new Following(run, following.epoch() + 1, List.of(), null);
  }

  /** What is done unless somebody has rewritten a table meanwhile. */
  private interface Attempt {
    void run() throws OvertakenException;
  }

  private static boolean isTaken(Attempt attempt) {
    try {
      attempt.run();
      return true;
    } catch (OvertakenException e) {
      return false;
    }
  }

  /** Two commits further on, tasks ask for the history and learn the table anew. */
  private void forget() {
    following = new Following(run, following.epoch() + 2, List.of(), null);
  }

  /** The offsets that silver does not have. */
  private Map<String, OffsetRange> due(Map<String, OffsetRange> ranges) {
    Map<String, OffsetRange> due = new TreeMap<>();
    ranges.forEach(
        (source, range) -> {
          long next = Math.max(range.from(), silver.positions().next(source));
          if (next < range.until()) {
            due.put(source, new OffsetRange(next, range.until()));
          }
        });
    return due;
  }

  /** Ends the memory of this process. */
  @Override
  public void close() {
    RecentReadings.forget(silver.files().location());
  }

  private List<Written> write(MessageBatch batch) throws OvertakenException {
    WritePlan plan =
        new WritePlan(
            topic,
            batch.ranges(),
            target(bronze),
            target(quarantine),
            target(silver),
            following,
            Micros.of(clock.instant()));
    List<Written> written = run(batch, plan);
    if (written.stream().anyMatch(w -> w.state() == Written.State.BEHIND)) {
      written = run(batch, plan.with(following.with(history())));
    }
    Map<String, FieldSpec> added = new TreeMap<>();
    written.forEach(w -> w.newFields().forEach(field -> added.putIfAbsent(field.name(), field)));
    if (added.isEmpty()) {
      return written;
    }
    topic = topic.with(List.copyOf(added.values()));
    silver.evolve(lake, topic.silver());
    return write(batch);
  }

  private static List<Written> run(MessageBatch batch, WritePlan plan) {
    return batch.messages().toJavaRDD().mapPartitions(new WriteMessages(plan)).collect();
  }

  private static WritePlan.Target target(TableAppender table) {
    return new WritePlan.Target(table.files(), new HashMap<>(table.positions().next()));
  }

  /** Every file that may hold a reading within the horizon, however long ago silver ended. */
  private List<String> history() {
    return silver.filesOfLast(
        topic.arrival().duplicateHorizon().multipliedBy(2), TelemetryTables.INGEST_TIME);
  }

  private static void commit(
      TableAppender table, List<NewFile> files, Map<String, Long> next, WriteIdentity identity)
      throws OvertakenException {
    if (!files.isEmpty()) {
      table.commit(files, next, identity, "");
    }
  }

  private static List<NewFile> files(
      List<Written> written, Function<Written, List<NewFile>> table) {
    return written.stream().flatMap(w -> table.apply(w).stream()).toList();
  }

  private static Optional<Instant> newest(List<Written> written) {
    return written.stream()
        .map(Written::newestMicros)
        .max(Long::compare)
        .filter(micros -> micros != Written.NO_MESSAGE)
        .map(micros -> Micros.instant(micros));
  }

  /** A range without messages has counts, too: marks of transactions have been passed. */
  private BatchCounts counts(Map<String, OffsetRange> ranges, List<Written> written) {
    Map<String, PartitionCounts> counts = new TreeMap<>();
    ranges.forEach((source, range) -> counts.put(source, new Tally().counts(range)));
    written.forEach(
        w -> w.counts().forEach((source, n) -> counts.merge(source, n, PartitionCounts::plus)));
    return new BatchCounts(counts);
  }

  private void requireNoGap(Map<String, OffsetRange> ranges) {
    ranges.forEach(
        (source, range) ->
            silver
                .positions()
                .of(source)
                .filter(next -> next < range.from())
                .ifPresent(
                    next -> {
                      throw PipelineException.data(
                          "Cannot go on with %s: the next offset of %s is %d, but the micro-batch starts at %d (expected: no gap). Run 'lepton ingest' with --rebuild-checkpoint."
                              .formatted(silver.id(), source, next, range.from()));
                    }));
  }

  private void requireRate(BatchCounts counts) {
    double rate = counts.read() == 0 ? 0 : (double) counts.rejected() / counts.read();
    if (counts.read() >= ENOUGH_FOR_A_RATE && rate > topic.arrival().maxQuarantineRate()) {
      throw PipelineException.data(
          "Cannot go on with %s: %,d of %,d messages would go to quarantine, %s (expected: at most max-quarantine-rate = %s). Nothing of this micro-batch is written. Correct the configuration or the producer, or raise the rate."
              .formatted(
                  silver.id(),
                  counts.rejected(),
                  counts.read(),
                  counts.quarantined(),
                  topic.arrival().maxQuarantineRate()));
    }
  }

  /** Fields that silver has gained from messages before, and that the configuration lacks. */
  private List<FieldSpec> evolved(TopicConfig config) {
    return config.payload().unknownFields() == UnknownFields.EVOLVE
        ? EvolvedFields.of(silver.files().columns(), config.silver().columns())
        : List.of();
  }
}
