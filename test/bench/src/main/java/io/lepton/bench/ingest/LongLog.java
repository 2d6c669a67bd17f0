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

/** A table of readings whose log grows commit by commit, one file of one reading each. */
final class LongLog {
  private static final int MEASURED = 10;

  private final LakeTable table;
  private final TableAppender appender;
  private long commits;

  LongLog(Lake lake) {
    table =
        lake.open(
            TelemetryTables.silver(
                "long", List.of(DataTypes.createStructField("c0", DataTypes.DoubleType, true))));
    appender = table.appender();
  }

  /** Commits until there are so many; the seconds of each of the last ones. */
  List<Double> grow(long until) {
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
