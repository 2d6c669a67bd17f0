package io.lepton.lake.upkeep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.split;

import io.lepton.lake.table.LakeTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;

/** What upkeep asks of a table's Delta log. */
final class TableLog {
  private final SparkSession session;
  private final String location;
  private final DeltaLog log;

  private TableLog(SparkSession session, String location) {
    this.session = session;
    this.location = location;
    this.log = DeltaLog.forTable(session, location);
  }

  static TableLog of(SparkSession session, LakeTable table) {
    return new TableLog(session, table.location());
  }

  /** Bytes of each file of the newest version. */
  List<Long> sizes() {
    return newest().allFiles().toDF().select("size").as(Encoders.LONG()).collectAsList();
  }

  /** Names of the files that a version has let go, as far back as the log remembers. */
  Set<String> removed() {
    return new HashSet<>(
        newest()
            .tombstones()
            .toDF()
            .select(element_at(split(col("path"), "/"), -1))
            .as(Encoders.STRING())
            .collectAsList());
  }

  /** Keeps the log for so many days at least; a commit only if it was kept for less. */
  void keepFor(long days) {
    long millis = days * 24 * 60 * 60 * 1000;
    if (log.deltaRetentionMillis(newest().metadata()) < millis) {
      session.sql(
          "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.logRetentionDuration' = 'interval %d days')"
              .formatted(location, days));
    }
  }

  /** Sums up the newest version for readers, unless that is done; old log files may go then. */
  void checkpoint() {
    Snapshot newest = newest();
    if (newest.checkpointProvider().version() < newest.version()) {
      log.checkpoint(newest, Option.empty());
    }
  }

  private Snapshot newest() {
    return log.update(false, Option.empty(), Option.empty());
  }
}
