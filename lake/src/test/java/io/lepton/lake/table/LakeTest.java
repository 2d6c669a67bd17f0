package io.lepton.lake.table;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class LakeTest {
  private static final TableId ID = new TableId(Layer.SILVER, "numbers");
  private static final TableSpec SPEC = TableSpec.of(ID, column("id"), column("twice"));

  @Test
  void keepsAWriteOnceHoweverOftenItComes(SparkSession spark, @TempDir Path folder) {
    LakeTable table = Lake.open(spark, folder.resolve("lake").toString()).open(SPEC);
    WriteIdentity identity = new WriteIdentity("query-a", 7);
    table.append(numbers(spark, 0, 3), identity, Optional.of("first"));
    table.append(numbers(spark, 0, 3), identity, Optional.of("again"));
    assertThat(table.read().count()).isEqualTo(3);
    assertThat(table.commits()).extracting(Commit::note).contains(Optional.of("first"));
    assertThat(table.commits()).extracting(Commit::note).doesNotContain(Optional.of("again"));
  }

  @Test
  void takesTheFirstBatchOfANewQuery(SparkSession spark, @TempDir Path folder) {
    LakeTable table = Lake.open(spark, folder.resolve("lake").toString()).open(SPEC);
    table.append(numbers(spark, 0, 3), new WriteIdentity("query-a", 5), Optional.empty());
    table.append(numbers(spark, 3, 5), new WriteIdentity("query-b", 0), Optional.empty());
    assertThat(table.read().count()).isEqualTo(5);
  }

  @Test
  void appendsOnlyKeysItDoesNotHold(SparkSession spark, @TempDir Path folder) {
    LakeTable table = Lake.open(spark, folder.resolve("lake").toString()).open(SPEC);
    table.appendNew(numbers(spark, 0, 4), List.of("id"));
    table.appendNew(numbers(spark, 2, 6), List.of("id"));
    assertThat(table.read().count()).isEqualTo(6);
  }

  @Test
  void looksForKeysAmongItsOwnTimesOnly(SparkSession spark, @TempDir Path folder)
      throws IOException {
    StructField at = DataTypes.createStructField("at", DataTypes.TimestampType, true);
    LakeTable table =
        Lake.open(spark, folder.resolve("lake").toString())
            .open(TableSpec.of(ID, column("id"), at));
    table.appendNew(timed(spark, 0, 10), List.of("id", "at"));
    for (String lost : table.read().inputFiles()) {
      Files.delete(Path.of(URI.create(lost)));
    }
    table.appendNew(timed(spark, 10, 20), List.of("id", "at"), seconds(10, 19));
    table.put(timed(spark, 15, 25), List.of("id", "at"), seconds(15, 24));
    table.appendNew(timed(spark, 24, 30), List.of("id", "at"), seconds(24, 29));
    assertThat(table.read().where("at >= timestamp_seconds(10)").count()).isEqualTo(20);
    assertThatThrownBy(() -> table.put(timed(spark, 5, 15), List.of("id", "at"), seconds(5, 14)))
        .as("one that needs the file that is gone")
        .rootCause()
        .isInstanceOf(FileNotFoundException.class);
  }

  private static Dataset<Row> timed(SparkSession spark, int from, int until) {
    return spark.range(from, until).selectExpr("id", "timestamp_seconds(id) as at").coalesce(1);
  }

  private static TimeRange seconds(long first, long last) {
    return new TimeRange("at", first * 1_000_000, last * 1_000_000);
  }

  @Test
  void twoWritersOfTheSameKeysWriteEachOnce(SparkSession spark, @TempDir Path folder)
      throws Exception {
    LakeTable table = Lake.open(spark, folder.resolve("lake").toString()).open(SPEC);
    CountDownLatch together = new CountDownLatch(2);
    ExecutorService writers = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> done =
          List.of(
              writers.submit(() -> appendTogether(table, numbers(spark, 0, 50), together)),
              writers.submit(() -> appendTogether(table, numbers(spark, 25, 75), together)));
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      writers.shutdownNow();
    }
    assertThat(table.read().count()).isEqualTo(75);
    assertThat(table.read().select("id").distinct().count()).isEqualTo(75);
  }

  private static void appendTogether(LakeTable table, Dataset<Row> rows, CountDownLatch together) {
    together.countDown();
    try {
      together.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    table.appendNew(rows, List.of("id"));
  }

  @Test
  void longRowsAreReadFewAtATime(SparkSession spark, @TempDir Path folder) {
    LakeTable table = Lake.open(spark, folder.resolve("lake").toString()).open(SPEC);
    long version = table.overwrite(numbers(spark, 0, 100).coalesce(1), "by hand");
    Dataset<Row> rows = table.readLongRowsAt(version);
    rows.sparkSession().conf().set("spark.sql.codegen.wholeStage", true); // reads in batches
    assertThat(
            rows.queryExecution()
                .executedPlan()
                .collectLeaves()
                .head()
                .executeColumnar()
                .toJavaRDD()
                .map(ColumnarBatch::numRows)
                .collect())
        .hasSize(7)
        .allMatch(size -> size <= 16);
    assertThat(SparkSession.active()).as("as before").isSameAs(spark);
  }

  @Test
  void keepsOldVersionsWhenRowsAreReplaced(SparkSession spark, @TempDir Path folder) {
    LakeTable table = Lake.open(spark, folder.resolve("lake").toString()).open(SPEC);
    long first = table.overwrite(numbers(spark, 0, 3), "by hand");
    long second = table.overwrite(numbers(spark, 0, 1), "by hand");
    assertThat(table.readAt(first).count()).isEqualTo(3);
    assertThat(table.readAt(second).count()).isEqualTo(1);
  }

  @Test
  void addsColumnsTheContractHasGained(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.open(spark, folder.resolve("lake").toString());
    lake.open(SPEC);
    LakeTable grown = lake.open(TableSpec.of(ID, column("id"), column("twice"), column("more")));
    assertThat(grown.read().columns()).containsExactly("id", "twice", "more");
  }

  @Test
  void refusesAColumnOfAnotherType(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.open(spark, folder.resolve("lake").toString());
    lake.open(SPEC);
    StructField text = DataTypes.createStructField("twice", DataTypes.StringType, true);
    assertThatThrownBy(() -> lake.open(TableSpec.of(ID, column("id"), text)))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot open silver.numbers: column 'twice' is BIGINT (expected: STRING). Give the"
                + " field its old type or choose another table or lake.root.");
  }

  @Test
  void refusesAFolderThatHoldsSomethingElse(SparkSession spark, @TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("holiday.jpg"), "not a lake");
    assertThatThrownBy(() -> Lake.open(spark, folder.toString()))
        .hasMessageContaining("the folder holds something else, such as 'holiday.jpg'")
        .hasMessageContaining("Choose another lake.root.");
    assertThat(folder).isDirectoryContaining("glob:**holiday.jpg");
  }

  @Test
  void saysWhatAFileSystemThatNobodyBroughtNeeds(SparkSession spark) {
    for (String root : new String[] {"s3a://bucket/lake", "nowhere://host/lake"}) {
      String scheme = root.substring(0, root.indexOf("//"));
      assertThatThrownBy(() -> Lake.open(spark, root))
          .isInstanceOf(PipelineException.class)
          .hasMessageStartingWith("Cannot open '" + root)
          .hasMessageContaining("expected: a connector for " + scheme)
          .hasMessageContaining("--packages");
    }
  }

  @Test
  void saysWhichCommandMakesAMissingTable(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.open(spark, folder.resolve("lake").toString());
    assertThatThrownBy(() -> lake.existing(ID, "lepton ingest"))
        .hasMessageContaining("Cannot read silver.numbers: there is no such table")
        .hasMessageContaining("'lepton ingest'");
  }

  private static Dataset<Row> numbers(SparkSession spark, long from, long until) {
    return spark.range(from, until).withColumn("twice", col("id").multiply(2)).toDF();
  }

  private static StructField column(String name) {
    return DataTypes.createStructField(name, DataTypes.LongType, true);
  }
}
