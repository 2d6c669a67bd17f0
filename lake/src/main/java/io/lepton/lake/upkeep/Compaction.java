package io.lepton.lake.upkeep;

import io.delta.tables.DeltaTable;
import io.lepton.lake.table.ConflictRetry;
import io.lepton.lake.table.LakeTable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Puts small files of a table together; rows stay the same, and readers of the stream hear nothing.
 * Files that are large enough are left alone, so that the work of a night is the rows of a day.
 */
final class Compaction {
  /** One pass turns many tiny files into fewer bytes than it thought: more make the files full. */
  private static final int PASSES = 4;

  private final SparkSession session;
  private final MaintainConfig config;

  /**
   * A compaction in a session of its own, whose settings it changes.
   *
   * @param session nobody else's
   */
  Compaction(SparkSession session, MaintainConfig config) {
    this.session = session;
    this.config = config;
    set("minFileSize", config.smallFileSize());
    set("maxFileSize", config.targetFileSize());
    // What is committed stays done when the job is killed.
    set("batchSize", 16 * config.targetFileSize());
    session.conf().set("spark.databricks.delta.optimize.repartition.enabled", "true");
    // Clustered files are done with once so many bytes of them are together.
    set("clustering.mergeStrategy.minCubeSize.threshold", 4 * config.targetFileSize());
    set("clustering.mergeStrategy.minCubeSize.targetCubeSize", 16 * config.targetFileSize());
  }

  /** Compacts a table and tells how many files that were; none if there are too few. */
  long run(LakeTable table) {
    long compacted = 0;
    for (int pass = 0; pass < PASSES && due(table) > 0; pass++) {
      long done = optimize(table);
      if (done == 0) {
        break;
      }
      compacted += done;
    }
    return compacted;
  }

  /** How many files a compaction would take now. */
  long due(LakeTable table) {
    long small =
        TableLog.of(session, table).sizes().stream()
            .filter(size -> size < config.smallFileSize())
            .count();
    return small >= config.minFiles() ? small : 0;
  }

  private long optimize(LakeTable table) {
    AtomicLong removed = new AtomicLong();
    ConflictRetry.run(
        table.id(),
        () -> {
          Row metrics =
              DeltaTable.forPath(session, table.location())
                  .optimize()
                  .executeCompaction()
                  .select("metrics.numFilesRemoved")
                  .first();
          removed.set(metrics.getLong(0));
        });
    return removed.get();
  }

  private void set(String key, long value) {
    session.conf().set("spark.databricks.delta.optimize." + key, value);
  }
}
