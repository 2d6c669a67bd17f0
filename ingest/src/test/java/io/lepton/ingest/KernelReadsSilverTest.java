package io.lepton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.lepton.ingest.broker.TestingBroker;
import io.lepton.lake.table.Layer;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A reader that nobody here wrote, and that knows no Spark, finds the same rows in silver. */
@Tag("edge")
@ExtendWith(SparkExtension.class)
class KernelReadsSilverTest {
  private final Engine engine = DefaultEngine.create(new Configuration());

  @Test
  void everyRowIsTheSame(SparkSession spark, @TempDir Path folder) throws Exception {
    TestingIngest ingest = new TestingIngest(spark, folder, TestingBroker.newTopic(1));
    ingest.send(0, ingest.readings("a", 30));
    ingest.run();
    ingest.send(0, ingest.readings("b", 7));
    ingest.send(0, TestingIngest.reading("ü-'1'", "1999-12-31T23:59:59.999999Z", 1));
    ingest.run();
    List<String> columns = List.of(ingest.rows(Layer.SILVER).columns());
    List<String> expected = new ArrayList<>();
    ingest
        .rows(Layer.SILVER)
        .selectExpr(columns.stream().map(c -> "string(" + micros(c) + ")").toArray(String[]::new))
        .collectAsList()
        .forEach(row -> expected.add(row.mkString("|")));
    assertThat(expected).hasSize(38);
    assertThat(rows(ingest.lake().folder("silver/pumps").toString()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String micros(String column) {
    return column.endsWith("_time") ? "unix_micros(" + column + ")" : column;
  }

  private List<String> rows(String table) throws IOException {
    Snapshot snapshot = Table.forPath(engine, table).getLatestSnapshot(engine);
    Scan scan = snapshot.getScanBuilder(engine).build();
    Row state = scan.getScanState(engine);
    List<String> rows = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<Row> batch = files.next().getRows()) {
          while (batch.hasNext()) {
            read(state, batch.next(), rows);
          }
        }
      }
    }
    return rows;
  }

  private void read(Row state, Row file, List<String> rows) throws IOException {
    StructType physical = ScanStateRow.getPhysicalDataReadSchema(engine, state);
    FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
    try (CloseableIterator<FilteredColumnarBatch> batches =
        Scan.transformPhysicalData(
            engine,
            state,
            file,
            engine
                .getParquetHandler()
                .readParquetFiles(
                    io.delta.kernel.internal.util.Utils.singletonCloseableIterator(status),
                    physical,
                    Optional.empty()))) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> found = batches.next().getRows()) {
          while (found.hasNext()) {
            rows.add(text(found.next()));
          }
        }
      }
    }
  }

  private static String text(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.getSchema().length(); i++) {
      cells.add(row.isNullAt(i) ? "null" : cell(row, i));
    }
    return String.join("|", cells);
  }

  private static String cell(Row row, int i) {
    return switch (row.getSchema().at(i).getDataType().toString()) {
      case "string" -> row.getString(i);
      case "double" -> Double.toString(row.getDouble(i));
      case "boolean" -> Boolean.toString(row.getBoolean(i));
      case "integer" -> Integer.toString(row.getInt(i));
      default -> Long.toString(row.getLong(i));
    };
  }
}
