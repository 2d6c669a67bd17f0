package io.lepton.lake.upkeep;

import static org.apache.spark.sql.functions.col;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.LakeTable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Deletes files of old versions that hold certain rows, however young they are and whoever has
 * pinned them: what is to be forgotten must not come back by time travel.
 *
 * <p>A file that the newest version holds stays, and so does a young one that no version has let
 * go: a writer may be about to commit it.
 */
public final class Purge {
  /** No commit takes longer than this from its first file on. */
  private static final Duration UNCOMMITTED = Duration.ofHours(24);

  private Purge() {}

  /**
   * Deletes the files.
   *
   * @param rows true for what is to be forgotten
   * @return how many files are gone
   */
  public static int run(SparkSession session, LakeTable table, Column rows) {
    Set<String> old = old(session, table);
    if (old.isEmpty()) {
      return 0;
    }
    Dataset<Row> held =
        session.read().schema(table.read().schema()).parquet(old.toArray(String[]::new));
    Set<String> holding =
        new HashSet<>(
            held.where(rows)
                .select(col("_metadata.file_path"))
                .distinct()
                .as(Encoders.STRING())
                .collectAsList());
    try {
      FileSystem files =
          new Path(table.location()).getFileSystem(session.sparkContext().hadoopConfiguration());
      for (String file : holding) {
        files.delete(new Path(URI.create(file)), false);
      }
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot delete old files of %s: %s (expected: a folder that can be written). Run it again."
              .formatted(table.id(), e.getMessage()),
          e);
    }
    return holding.size();
  }

  private static Set<String> old(SparkSession session, LakeTable table) {
    Map<String, FileStatus> present = Vacuum.dataFiles(session, table);
    Set<String> removed = TableLog.of(session, table).removed();
    long committed = System.currentTimeMillis() - UNCOMMITTED.toMillis();
    for (String file : table.read().inputFiles()) {
      present.remove(file);
    }
    Set<String> old = new HashSet<>();
    present.forEach(
        (path, file) -> {
          if (removed.contains(file.getPath().getName())
              || file.getModificationTime() < committed) {
            old.add(path);
          }
        });
    return old;
  }
}
