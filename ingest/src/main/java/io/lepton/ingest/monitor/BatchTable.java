package io.lepton.ingest.monitor;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createStructField;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.BatchReport;
import io.lepton.lake.table.Cells;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TableFileWriter;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The table of micro-batches: one row each, as it was when the micro-batch had been committed. */
final class BatchTable {
  private static final StructType COLUMNS =
      new StructType(
          new StructField[] {
            column("table", StringType),
            column("query", StringType),
            column("batch_id", LongType),
            column("started", TimestampType),
            column("finished", TimestampType),
            column("messages", LongType),
            column("readings", LongType),
            column("late", LongType),
            column("duplicates", LongType),
            column("quarantined", LongType),
            column("lag_offsets", LongType),
            column("lag_seconds", DoubleType),
            column("state_bytes", LongType)
          });

  private BatchTable() {}

  static TableSpec spec(TableId id) {
    return TableSpec.of(id, COLUMNS.fields());
  }

  /**
   * A row on its way into the table.
   *
   * @param report the micro-batch
   * @param figures what was known right after it; what was not is null in the table
   */
  record Line(BatchReport report, TableFigures figures) {}

  /** Adds rows to a file, by the names of its columns. */
  static void write(TableFileWriter file, StructType columns, List<Line> lines) {
    for (Line line : lines) {
      new Filling(file.row(), columns).fill(line);
      file.write();
    }
  }

  /** A row while its columns are set. */
  private record Filling(Cells row, StructType columns) {
    void fill(Line line) {
      BatchReport report = line.report();
      BatchCounts counts = report.counts();
      set("table", report.table());
      set("query", report.identity().queryId());
      set("batch_id", report.identity().batchId());
      set("started", Micros.of(report.started()));
      set("finished", Micros.of(report.finished()));
      set("messages", counts.read());
      set("readings", counts.silver());
      set("late", counts.late());
      set("duplicates", counts.duplicates());
      set("quarantined", counts.rejected());
      line.figures().lag().ifPresent(lag -> set("lag_offsets", lag.total()));
      line.figures()
          .lag()
          .flatMap(Lag::seconds)
          .ifPresent(seconds -> row.set(columns.fieldIndex("lag_seconds"), seconds));
      line.figures().stateBytes().ifPresent(bytes -> set("state_bytes", bytes));
    }

    private void set(String column, long value) {
      row.set(columns.fieldIndex(column), value);
    }

    private void set(String column, String value) {
      row.set(columns.fieldIndex(column), value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static StructField column(String name, DataType type) {
    return createStructField(name, type, true);
  }
}
