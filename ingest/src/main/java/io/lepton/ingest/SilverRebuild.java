package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.MESSAGE_KEY;
import static org.apache.spark.sql.functions.not;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Columns;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.SourcePositions;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableRewrite;
import io.lepton.lake.table.TableSpec;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Silver and quarantine made anew from bronze, with today's code and configuration, in tables
 * beside them. They take the place of silver and quarantine only when asked to, quarantine first,
 * each in one commit; positions stay, so that ingest goes on where it was.
 *
 * <p>Messages are taken slice by slice in the order in which they were read from Kafka, each slice
 * by one task: memory is bounded, and a reading is recognised whatever partition it came in again.
 */
public final class SilverRebuild implements AutoCloseable {
  private static final String SUFFIX = "__replay";
  private static final long SLICE = 1_000_000;

  private final Lake lake;
  private final TopicConfig topic;
  private final LakeTable bronze;
  private final LakeTable silver;
  private final LakeTable quarantine;
  private final TableRewrite began;
  private final SourcePositions bronzeBegan;
  private final Dataset<Row> messages;
  private final ShadowTables shadow;
  private final long slice;

  /** Begins with the tables as they are now; those beside them are empty. */
  public SilverRebuild(Lake lake, TopicConfig topic, Clock clock) {
    this(lake, topic, clock, SLICE);
  }

  SilverRebuild(Lake lake, TopicConfig topic, Clock clock, long slice) {
    this.lake = lake;
    this.topic = topic;
    this.slice = slice;
    this.bronze = existing(Layer.BRONZE);
    this.silver = existing(Layer.SILVER);
    this.quarantine = existing(Layer.QUARANTINE);
    new QuarantineReplay(lake, topic, clock).finish();
    this.began = silver.rewrite();
    TableRewrite held = bronze.rewrite();
    this.bronzeBegan = held.positions();
    this.messages = held.rows().where(Sources.before(began.positions().next()));
    this.shadow =
        ShadowTables.of(lake, topic.shadow(SUFFIX, topic.arrival().duplicateHorizon()), clock);
  }

  /**
   * Takes all messages of bronze that silver has taken.
   *
   * @param listener hears how many of how many slices are done
   * @return how the new tables differ from the old ones
   */
  public RebuildDiff run(Consumer<String> listener) {
    List<Map<String, OffsetRange>> slices = BronzeSlices.of(messages, began.positions(), slice);
    for (int i = 0; i < slices.size(); i++) {
      listener.accept("%d of %d slices".formatted(i, slices.size()));
      shadow.take(messages.where(Sources.within(slices.get(i))), slices.get(i), i);
    }
    return RebuildDiff.between(
        new RebuildDiff.Tables(began.rows(), quarantine.read()),
        new RebuildDiff.Tables(shadow.silver().read(), shadow.quarantine().read()));
  }

  /** The table that holds the rebuilt readings. */
  public TableId shadow() {
    return shadow.silver().id();
  }

  /**
   * Puts the new tables in place of the old ones and removes them.
   *
   * @throws PipelineException if the old ones have changed since, or bronze does not hold all that
   *     silver was made of; if quarantine was replaced before, running all of it again mends it
   */
  public void swap() {
    requireUnchanged();
    requireComplete();
    swapQuarantine();
    swapSilver();
    drop();
  }

  /** Puts the new quarantine in place; messages that silver has yet to take stay in it. */
  void swapQuarantine() {
    TableRewrite rewrite = quarantine.rewrite();
    Dataset<Row> ahead = rewrite.rows().where(not(Sources.before(began.positions().next())));
    replace(rewrite, shadow.quarantine().read().unionByName(ahead), "");
  }

  /** Puts the new silver in place. */
  void swapSilver() {
    TableSpec spec = topic.silver();
    lake.open(
        new TableSpec(
            spec.id(),
            shadow.silver().read().schema(),
            spec.partitionColumns(),
            spec.clusterColumns(),
            spec.properties()));
    TableRewrite rewrite = requireUnchanged();
    IngestNote note = new IngestNote(IngestNote.REBUILT, rewrite.number(), counts(), Map.of());
    replace(rewrite, shadow.silver().read(), note.json());
  }

  /** Removes the new tables. */
  public void drop() {
    close();
    shadow.drop();
  }

  @Override
  public void close() {
    shadow.close();
  }

  private LakeTable existing(Layer layer) {
    return lake.existing(new TableId(layer, topic.table()), "lepton ingest");
  }

  private static void replace(TableRewrite rewrite, Dataset<Row> rows, String note) {
    try {
      rewrite.replace(rows, IngestNote.REBUILT, note);
    } catch (DeltaConcurrentModificationException e) {
      throw changed(e);
    }
  }

  private TableRewrite requireUnchanged() {
    TableRewrite now = silver.rewrite();
    if (!now.positions().equals(began.positions())
        || now.number() != began.number()
        || !bronze.rewrite().positions().equals(bronzeBegan)) {
      throw changed(null);
    }
    return now;
  }

  private static PipelineException changed(Throwable cause) {
    String message =
        "Cannot put the rebuilt tables in place: messages have been written since the rebuild began"
            + " (expected: none). Stop ingest, or run the same command again.";
    return cause == null
        ? PipelineException.data(message)
        : PipelineException.outside(message, cause);
  }

  private void requireComplete() {
    long lost =
        began
            .rows()
            .select(Columns.of(MESSAGE_KEY))
            .join(messages, Columns.names(MESSAGE_KEY), "left_anti")
            .count();
    BatchCounts before = IngestLedger.total(silver);
    BatchCounts after = shadow.counts();
    if (lost > 0 || after.read() < before.read()) {
      throw PipelineException.data(
          "Cannot put the rebuilt tables in place: %s holds %,d of %,d messages, and those of %,d readings are not there (expected: all). Keep silver as it is, or restore the messages."
              .formatted(bronze.id(), after.read(), before.read(), lost));
    }
  }

  /** Absolute totals, with the bounds of all that was ever read. */
  private BatchCounts counts() {
    Map<String, PartitionCounts> counts = new TreeMap<>(IngestLedger.total(silver).partitions());
    counts.replaceAll((source, n) -> new Tally().counts(new OffsetRange(n.from(), n.until())));
    return new BatchCounts(counts).plus(shadow.counts());
  }
}
