package io.lepton.lake.table;

import io.lepton.lake.PipelineException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.ConcurrentTransactionException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.MetadataChangedException;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.streaming.OutputMode;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;

/**
 * Commits files that tasks have written, together with how far the table has taken their sources.
 *
 * <p>An offset is taken once, whoever commits it: a commit succeeds only if the positions it moves
 * still stand where this appender last saw them. That costs no look at the table's state; Delta's
 * own check for conflicts compares the transaction identifiers of the commits in between.
 */
public final class TableAppender {
  private final TableId id;
  private final DeltaLog log;
  private TableFiles files;
  private Snapshot seen;
  private SourcePositions positions;
  private long rewrites;

  TableAppender(SparkSession session, TableId id, String location) {
    this.id = id;
    this.log = DeltaLog.forTable(session, location);
    this.seen = log.update(false, Option.empty(), Option.empty());
    this.files = new TableFiles(location, seen.schema(), session);
    this.positions = SourcePositions.of(seen);
    this.rewrites = TableRewrite.number(seen);
  }

  /** The table's name. */
  public TableId id() {
    return id;
  }

  /** What tasks need. */
  public TableFiles files() {
    return files;
  }

  /** How far the sources have been taken. */
  public SourcePositions positions() {
    return positions;
  }

  /**
   * Commits files and moves positions, or does neither. A position never moves back.
   *
   * @param note what the commit shall carry, read back by {@link LakeTable#commits()}
   * @return files that other writers have added since this appender last looked
   * @throws PipelineException if another writer has moved one of these positions
   * @throws OvertakenException if the table has been rewritten
   */
  public List<String> commit(
      List<NewFile> added, Map<String, Long> next, WriteIdentity identity, String note)
      throws OvertakenException {
    Map<String, Long> further = new TreeMap<>(next);
    further.entrySet().removeIf(source -> source.getValue() <= positions.next(source.getKey()));
    OptimisticTransaction transaction = log.startTransaction(Option.empty(), Option.apply(seen));
    TableRewrite.guard(transaction);
    List<Action> actions = new ArrayList<>();
    long now = System.currentTimeMillis();
    further.forEach(
        (source, offset) -> {
          String name = SourcePositions.transaction(source);
          transaction.readTxn().$plus$eq(name);
          actions.add(new SetTransaction(name, offset, Option.apply(now)));
        });
    added.forEach(file -> actions.add(action(file, now)));
    long before = seen.version();
    long version;
    try {
      version =
          transaction.commit(
              JavaConverters.asScalaBuffer(actions).toSeq(),
              new DeltaOperations.StreamingUpdate(
                  OutputMode.Append(), identity.queryId(), identity.batchId(), Option.apply(note)));
    } catch (MetadataChangedException e) {
      if (onlySettingsChanged()) {
        return commit(added, next, identity, note);
      }
      requireNotOvertaken(e);
      throw new IllegalStateException("positions moved together with the columns", e);
    } catch (ConcurrentTransactionException e) {
      requireNotOvertaken(e);
      throw PipelineException.outside(
          "Cannot append to %s: another writer has taken offsets of %s in the meantime (expected: one ingest per table). Stop one of them; nothing is lost or doubled."
              .formatted(id, further.keySet()),
          e);
    }
    positions = positions.moved(further);
    // Not the newest: what others have committed since must be noticed next time.
    Snapshot newest = log.update(false, Option.empty(), Option.empty());
    seen =
        newest.version() == version
            ? newest
            : log.getSnapshotAt(version, Option.empty(), Option.empty());
    return version == before + 1 ? List.of() : addedByOthers(before + 1, version);
  }

  /**
   * The files that may hold rows of a last stretch of time, counted back from the latest row.
   *
   * @param column a TIMESTAMP
   */
  public List<String> filesOfLast(Duration stretch, String column) {
    // The newest list: upkeep may have removed what stood there when this appender last looked.
    List<AddFile> all =
        log.update(false, Option.empty(), Option.empty()).allFiles().collectAsList();
    Instant start =
        all.stream()
            .flatMap(file -> FileStatistics.latest(file.stats(), column).stream())
            .max(Instant::compareTo)
            .orElse(Instant.MAX)
            .minus(stretch);
    return all.stream()
        .filter(
            file -> FileStatistics.latest(file.stats(), column).filter(start::isAfter).isEmpty())
        .map(AddFile::path)
        .toList();
  }

  /**
   * Gains columns that another contract of the same table has.
   *
   * @throws OvertakenException if others have written meanwhile
   */
  public void evolve(Lake lake, TableSpec spec) throws OvertakenException {
    long before = seen.version();
    lake.open(spec);
    seen = log.update(false, Option.empty(), Option.empty());
    files = files.with(seen.schema());
    requireOnlyUs(before);
  }

  /** Apart from new columns nothing may have happened since a version. */
  private void requireOnlyUs(long before) throws OvertakenException {
    if (!isUntouched(seen, before)) {
      positions = SourcePositions.of(seen);
      rewrites = TableRewrite.number(seen);
      throw new OvertakenException(id, null);
    }
  }

  /** Whether nothing but the table's settings has changed, such as how long its log is kept. */
  private boolean onlySettingsChanged() {
    Snapshot newest = log.update(false, Option.empty(), Option.empty());
    if (!newest.schema().equals(seen.schema()) || !isUntouched(newest, seen.version())) {
      return false;
    }
    seen = newest;
    return true;
  }

  /** Whether others have added or rewritten no rows since a version, nor moved a position. */
  private boolean isUntouched(Snapshot newest, long before) {
    return SourcePositions.of(newest).equals(positions)
        && TableRewrite.number(newest) == rewrites
        && addedByOthers(before + 1, Long.MAX_VALUE).isEmpty();
  }

  /** The positions decide when both have changed: then there is another ingest. */
  private void requireNotOvertaken(Exception conflict) throws OvertakenException {
    Snapshot newest = log.update(false, Option.empty(), Option.empty());
    if (SourcePositions.of(newest).equals(positions)) {
      seen = newest;
      files = files.with(seen.schema());
      rewrites = TableRewrite.number(newest);
      throw new OvertakenException(id, conflict);
    }
  }

  private static Action action(NewFile file, long now) {
    return new AddFile(
        file.name(),
        scala.collection.immutable.Map$.MODULE$.empty(),
        file.bytes(),
        now,
        true,
        file.statistics(),
        null,
        null,
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  private List<String> addedByOthers(long first, long ours) {
    List<String> others = new ArrayList<>();
    for (Tuple2<Object, scala.collection.Seq<Action>> commit :
        JavaConverters.asJavaIterableConverter(log.getChanges(first, false).toIterable())
            .asJava()) {
      if ((Long) commit._1() == ours) {
        break;
      }
      for (Action action : JavaConverters.seqAsJavaListConverter(commit._2()).asJava()) {
        if (action instanceof AddFile add && add.dataChange()) {
          others.add(add.path());
        }
      }
    }
    return others;
  }
}
