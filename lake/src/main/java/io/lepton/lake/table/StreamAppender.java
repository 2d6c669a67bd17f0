package io.lepton.lake.table;

import io.delta.exceptions.DeltaConcurrentModificationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.streaming.OutputMode;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;

/**
 * Appends what a stream has made, micro-batch by micro-batch, each key once. The stream knows its
 * own keys; so rows of the table are looked at only where somebody else's file has rows of the same
 * times, and where somebody commits at the same moment. That spares a join for nearly all
 * micro-batches.
 */
public final class StreamAppender {
  /** Delta's setting for the note that commits of a session carry. */
  private static final String NOTE = "spark.databricks.delta.commitInfo.userMetadata";

  /** More than these cost more than to list the table's files. */
  private static final int MOST_COMMITS = 100;

  private final LakeTable table;
  private final List<String> keys;
  private final String time;
  private final String ours = "stream " + UUID.randomUUID();
  private final DeltaLog log;
  private final Map<String, TimeRange> others = new HashMap<>(); // of files that are not ours
  private Snapshot seen;

  /**
   * An appender to a table as it is now.
   *
   * @param keys columns that name a row
   * @param time one of them, a TIMESTAMP
   */
  StreamAppender(
      SparkSession session, TableId id, String location, List<String> keys, String time) {
    SparkSession own = session.newSession();
    own.conf().set(NOTE, ours);
    this.table = new LakeTable(own, id, location);
    this.keys = List.copyOf(keys);
    this.time = time;
    this.log = DeltaLog.forTable(session, location);
    this.seen = log.update(false, Option.empty(), Option.empty());
    seen.allFiles().collectAsList().forEach(this::isOfOthers);
  }

  /** Appends rows whose keys this appender was not given before, unless the table has them. */
  public void append(Dataset<Row> rows, TimeRange times, WriteIdentity identity) {
    look();
    if (others.values().stream().anyMatch(times::overlaps) || !commit(rows, identity)) {
      table.appendNew(rows, keys, times);
    }
  }

  /** Appends the rows whose key the table does not hold yet, and replaces those it holds. */
  public void put(Dataset<Row> rows, TimeRange times) {
    look();
    table.put(rows, keys, times);
  }

  /** Commits rows as they are; false if somebody else has committed since the last look. */
  private boolean commit(Dataset<Row> rows, WriteIdentity identity) {
    OptimisticTransaction transaction = log.startTransaction(Option.empty(), Option.apply(seen));
    transaction.readWholeTable();
    List<Action> added =
        new ArrayList<>(
            JavaConverters.seqAsJavaListConverter(transaction.writeFiles(rows)).asJava());
    try {
      transaction.commit(
          JavaConverters.asScalaBuffer(added).toSeq(),
          new DeltaOperations.StreamingUpdate(
              OutputMode.Append(), identity.queryId(), identity.batchId(), Option.apply(ours)));
      return true;
    } catch (DeltaConcurrentModificationException e) {
      return false;
    }
  }

  /** Learns what has been committed since the last look. */
  private void look() {
    Snapshot newest = log.update(false, Option.empty(), Option.empty());
    if (newest.version() == seen.version()) {
      return;
    }
    if (newest.version() - seen.version() > MOST_COMMITS || !follow(newest.version())) {
      others.clear();
      newest.allFiles().collectAsList().forEach(this::isOfOthers);
    }
    seen = newest;
  }

  /** Reads the commits up to a version; false if the log no longer has one of them. */
  private boolean follow(long until) {
    long next = seen.version() + 1;
    for (Tuple2<Object, scala.collection.Seq<Action>> commit :
        JavaConverters.asJavaIterableConverter(log.getChanges(next, false).toIterable()).asJava()) {
      if ((Long) commit._1() != next || next > until) {
        break;
      }
      learn(JavaConverters.seqAsJavaListConverter(commit._2()).asJava());
      next++;
    }
    return next == until + 1;
  }

  private void learn(List<Action> commit) {
    boolean isOurs = false;
    for (Action action : commit) {
      isOurs |= action instanceof CommitInfo info && info.userMetadata().contains(ours);
    }
    for (Action action : commit) {
      // A file of ours that holds rows of another's is as good as theirs.
      isOurs &= !(action instanceof RemoveFile gone && others.remove(gone.path()) != null);
    }
    for (Action action : commit) {
      if (!isOurs && action instanceof AddFile file) {
        isOfOthers(file);
      }
    }
  }

  private void isOfOthers(AddFile file) {
    others.put(file.path(), FileStatistics.times(file.stats(), time));
  }
}
