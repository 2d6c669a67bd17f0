package io.lepton.lake.upkeep;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.LakeTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Deletes data files that no recent and no pinned version of a table is made of.
 *
 * <p>Delta chooses among the files it is shown: those that its newest version does not hold and
 * that are older than the retention. It is never shown a file of a pinned version.
 */
final class Vacuum {
  private static final String VIEW = "lepton_inventory";
  private static final StructType INVENTORY =
      new StructType()
          .add("path", DataTypes.StringType)
          .add("length", DataTypes.LongType)
          .add("isDir", DataTypes.BooleanType)
          .add("modificationTime", DataTypes.LongType);

  private final SparkSession session;
  private final LakeTable table;
  private final long hours;
  private final List<FileStatus> shown;
  private final Optional<String> spared;

  /**
   * Looks for files of a table that are old and unneeded.
   *
   * @param session nobody else's: its settings are changed
   * @param hours how long replaced files stay
   * @param pins versions of the table that must stay readable
   */
  Vacuum(SparkSession session, LakeTable table, long hours, List<Pin> pins) {
    this.session = session;
    this.table = table;
    this.hours = hours;
    // Hours below Delta's own default of a week have been checked with the configuration.
    session.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    Map<String, FileStatus> present = dataFiles(session, table);
    PinnedFiles pinned = PinnedFiles.of(table, pins, present.keySet());
    this.spared = pinned.lost();
    this.shown = pinned.lost().isPresent() ? List.of() : unneeded(present, pinned.files());
  }

  private List<FileStatus> unneeded(Map<String, FileStatus> present, Set<String> pinned) {
    Map<String, FileStatus> unneeded = new HashMap<>(present);
    unneeded.keySet().removeAll(pinned);
    unneeded.keySet().removeAll(Set.of(table.read().inputFiles()));
    long replacedBefore = System.currentTimeMillis() - Duration.ofHours(hours).toMillis();
    unneeded.values().removeIf(file -> file.getModificationTime() >= replacedBefore);
    return List.copyOf(unneeded.values());
  }

  /** Why nothing is deleted at all: a pinned version that cannot be read. */
  Optional<String> spared() {
    return spared;
  }

  /** What would be deleted now. */
  FileBands.Tally due() {
    if (shown.isEmpty()) {
      return FileBands.Tally.NONE;
    }
    Set<String> due = new HashSet<>();
    for (Row row : vacuum(" DRY RUN")) {
      due.add(new Path(row.getString(0)).toUri().getPath());
    }
    FileBands.Tally tally = FileBands.Tally.NONE;
    for (FileStatus file : shown) {
      if (due.contains(file.getPath().toUri().getPath())) {
        tally = tally.plus(new FileBands.Tally(1, file.getLen()));
      }
    }
    return tally;
  }

  /** Deletes what is due, and tells what that was; where nothing is, the table hears nothing. */
  FileBands.Tally run() {
    FileBands.Tally due = due();
    if (due.files() > 0) {
      vacuum("");
    }
    return due;
  }

  private List<Row> vacuum(String mode) {
    List<Row> rows = new ArrayList<>();
    for (FileStatus file : shown) {
      rows.add(
          RowFactory.create(
              file.getPath().toString(), file.getLen(), false, file.getModificationTime()));
    }
    session.createDataFrame(rows, INVENTORY).createOrReplaceTempView(VIEW);
    return session
        .sql(
            "VACUUM delta.`%s` USING INVENTORY (SELECT * FROM %s) RETAIN %d HOURS%s"
                .formatted(table.location(), VIEW, hours, mode))
        .collectAsList();
  }

  /** The Parquet files of a table; the log and other folders of Delta's own are left out. */
  static Map<String, FileStatus> dataFiles(SparkSession session, LakeTable table) {
    Path root = new Path(table.location());
    Map<String, FileStatus> found = new HashMap<>();
    Deque<Path> folders = new ArrayDeque<>(List.of(root));
    try {
      FileSystem files = root.getFileSystem(session.sparkContext().hadoopConfiguration());
      while (!folders.isEmpty()) {
        for (FileStatus status : files.listStatus(folders.pop())) {
          String name = status.getPath().getName();
          if (status.isDirectory() && !name.startsWith("_")) {
            folders.push(status.getPath());
          } else if (status.isFile() && name.endsWith(".parquet")) {
            found.put(status.getPath().toString(), status);
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot list %s: %s (expected: a folder that can be read). Check its permissions."
              .formatted(table.id(), e.getMessage()),
          e);
    }
  }
}
