package io.lepton.lake.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class StreamAppenderTest {
  /** Done once by the first task that makes what is to be appended. */
  private static final AtomicReference<Runnable> MEANWHILE = new AtomicReference<>();

  private SparkSession spark;
  private LakeTable table;
  private StreamAppender appender;
  private long batch;

  @BeforeEach
  void table(SparkSession session, @TempDir Path folder) {
    spark = session;
    table =
        Lake.open(spark, folder.resolve("lake").toString())
            .open(
                TableSpec.of(
                    new TableId(Layer.GOLD, "said"),
                    DataTypes.createStructField("id", DataTypes.LongType, true),
                    DataTypes.createStructField("at", DataTypes.TimestampType, true)));
    table.append(rows(0, 10), new WriteIdentity("other", 0), Optional.empty());
    appender = table.streamAppender(List.of("id", "at"), "at");
  }

  @Test
  void whatOthersHaveIsNotAppendedAgain() {
    append(5, 15);
    table.append(rows(15, 20), new WriteIdentity("other", 1), Optional.empty());
    append(18, 25);
    append(25, 30);
    requireEachOnce(30);
  }

  @Test
  void whatIsAppendedAtTheSameMomentIsThereOnce() {
    WriteIdentity other = new WriteIdentity("other", 1);
    MEANWHILE.set(() -> table.append(rows(12, 18), other, Optional.empty()));
    Dataset<Row> slow =
        rows(10, 20)
            .filter(
                (FilterFunction<Row>)
                    row -> {
                      Runnable now = MEANWHILE.getAndSet(null);
                      if (now != null) {
                        CompletableFuture.runAsync(now, thread -> new Thread(thread).start())
                            .join();
                      }
                      return true;
                    });
    appender.append(slow, seconds(10, 19), new WriteIdentity("stream", batch++));
    append(20, 30);
    requireEachOnce(30);
  }

  @Test
  void itsOwnFilesAreNotReadAgainNorThoseOfOtherTimes() throws IOException {
    append(10, 20);
    for (String file : table.read().inputFiles()) {
      Files.delete(Path.of(URI.create(file)));
    }
    appender.append(rows(20, 30), seconds(15, 29), new WriteIdentity("stream", batch++));
    appender.append(rows(30, 40), seconds(25, 39), new WriteIdentity("stream", batch++));
    assertThat(table.read().where("at >= timestamp_seconds(20)").count()).isEqualTo(20);
  }

  @Test
  void replacesWhatIsSaidAgainAndGoesOnAmongCompactedFiles() {
    append(10, 20);
    appender.put(rows(8, 22), seconds(8, 21));
    append(22, 25);
    DeltaTable.forPath(spark, table.location()).optimize().executeCompaction();
    append(25, 28);
    appender.put(rows(27, 30), seconds(27, 29));
    requireEachOnce(30);
  }

  @Test
  void goesOnWhenANewerProgramHasAddedAColumn() {
    append(10, 12);
    spark.sql("ALTER TABLE delta.`%s` ADD COLUMN more STRING".formatted(table.location()));
    append(12, 14);
    table.append(rows(16, 18), new WriteIdentity("other", 1), Optional.empty());
    append(14, 20);
    appender.put(rows(18, 21), seconds(18, 20));
    requireEachOnce(21);
  }

  private void append(int from, int until) {
    appender.append(
        rows(from, until), seconds(from, until - 1), new WriteIdentity("stream", batch++));
  }

  private Dataset<Row> rows(int from, int until) {
    return spark.range(from, until).selectExpr("id", "timestamp_seconds(id) as at").coalesce(1);
  }

  private static TimeRange seconds(long first, long last) {
    return new TimeRange("at", first * 1_000_000, last * 1_000_000);
  }

  private void requireEachOnce(long until) {
    assertThat(table.read().count()).isEqualTo(until);
    assertThat(table.read().distinct().count()).isEqualTo(until);
  }
}
