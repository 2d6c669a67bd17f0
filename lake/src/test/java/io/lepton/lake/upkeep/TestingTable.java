package io.lepton.lake.upkeep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.sha2;

import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.WriteIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataTypes;

/** A table that can be written in small files and made to look old. */
record TestingTable(SparkSession spark, Lake lake, LakeTable table, Path folder) {
  static final TableId ID = new TableId(Layer.SILVER, "numbers");

  static TestingTable in(SparkSession spark, Path folder) {
    Lake lake = Lake.open(spark, folder.resolve("lake").toString());
    LakeTable table =
        lake.open(
            TableSpec.of(
                ID,
                DataTypes.createStructField("id", DataTypes.LongType, true),
                DataTypes.createStructField("text", DataTypes.StringType, true)));
    return new TestingTable(spark, lake, table, folder.resolve("lake").resolve(ID.path()));
  }

  /** Rows whose text no compression makes smaller than 32 bytes. */
  Dataset<Row> rows(long from, long until) {
    return spark
        .range(from, until)
        .toDF()
        .withColumn("text", sha2(expr("cast(id AS string)").cast("binary"), 256));
  }

  void append(long from, long until, int files) {
    table.append(
        rows(from, until).repartition(files),
        new WriteIdentity("test-" + from, 0),
        Optional.empty());
  }

  List<String> content(Dataset<Row> rows) {
    return rows.orderBy(col("id"), col("text")).toJSON().collectAsList();
  }

  List<Path> dataFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  /** Makes a commit as a writer does that knows nothing but the protocol: a file and its path. */
  void commitByHand(Path parquet) throws IOException {
    Path file = folder.resolve("by-hand-" + table.version() + ".parquet");
    Files.copy(parquet, file);
    Files.writeString(
        folder.resolve("_delta_log/%020d.json".formatted(table.version() + 1)),
        "{\"add\":{\"path\":\"%s\",\"partitionValues\":{},\"size\":%d,\"modificationTime\":%d,\"dataChange\":true}}%n"
            .formatted(file.getFileName(), Files.size(file), 1_000_000L));
  }

  /** As if all this had happened so long ago. */
  void age(Duration by) throws IOException {
    Instant then = Instant.now().minus(by);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        // Checkpoints keep the times of removals too: Delta reads them from the commits again.
        if (name.endsWith(".crc") || name.contains("checkpoint")) {
          Files.delete(file);
        } else {
          if (name.endsWith(".json")) {
            String removal = "\"deletionTimestamp\":";
            Files.writeString(
                file,
                Files.readString(file).replaceAll(removal + "\\d+", removal + then.toEpochMilli()));
          }
          Files.setLastModifiedTime(file, FileTime.from(then));
        }
      }
    }
    DeltaLog.clearCache();
  }
}
