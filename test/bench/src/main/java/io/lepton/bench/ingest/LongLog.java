package io.lepton.bench.ingest;

import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.NewFile;
import io.lepton.lake.table.OvertakenException;
import io.lepton.lake.table.TableAppender;
import io.lepton.lake.table.TableFileWriter;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataTypes;

/** Tables of readings whose log grows commit by commit, one file of one reading each. */
final class LongLog {
  private static final int MEASURED = 10;

  /** The first commits of a process are slow: most of what they need is not compiled. */
  private static final int WARM_UP = 50;

  private final Lake lake;
  private LakeTable table;
  private TableAppender appender;
  private int tables;
  private long commits;

  LongLog(Lake lake) {
    this.lake = lake;
    begin();
    for (int i = 0; i < WARM_UP; i++) {
      commit();
    }
    begin();
  }

  /** Another table, without commits. */
  private void begin() {
    table =
        lake.open(
            TelemetryTables.silver(
                "long_" + tables++,
                List.of(DataTypes.createStructField("c0", DataTypes.DoubleType, true))));
    appender = table.appender();
    commits = 0;
  }

  /**
   * Commits until there are so many, in another table if this one has too many for that; the
   * seconds of each of the last ones.
   */
  List<Double> grow(long until) {
    if (until < 1) {
      throw new IllegalArgumentException("commits: %d (expected: at least 1)".formatted(until));
    }
    if (commits > Math.max(0, until - MEASURED)) {
      begin();
    }
    List<Double> seconds = new ArrayList<>();
    while (commits < until) {
      long start = System.nanoTime();
      commit();
      if (commits > until - MEASURED) {
        seconds.add((System.nanoTime() - start) / 1e9);
      }
    }
    return seconds;
  }

  private void commit() {
    commits++;
    try (TableFileWriter file = appender.files().create()) {
      file.row().set(appender.files().columns().fieldIndex("c0"), 0.5);
      file.write();
      List<NewFile> files = file.finish().stream().toList();
      appender.commit(files, Map.of("long-0", commits), new WriteIdentity("bench", commits), "");
    } catch (OvertakenException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Seconds until a process that knows nothing of the table can append to it. */
  double open() {
    DeltaLog.clearCache();
    long start = System.nanoTime();
    if (table.appender().positions().next("long-0") != commits) {
      throw new IllegalStateException("the table has not taken what was committed");
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
