package io.lepton.lake.upkeep;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class PurgeTest {
  private static final Column FORGOTTEN = col("id").equalTo(7);

  @Test
  void oldFilesThatHoldTheRowsAreGoneAndNoOthers(SparkSession spark, @TempDir Path folder)
      throws IOException {
    TestingTable numbers = TestingTable.in(spark, folder);
    numbers.append(0, 100, 1);
    long with = numbers.table().version();
    numbers.append(100, 200, 1);
    Path uncommitted = numbers.folder().resolve("part-of-a-writer.parquet");
    Files.copy(numbers.dataFiles().get(0), uncommitted);
    numbers.table().delete(col("id").between(100, 120));
    long without = numbers.table().version();
    numbers.table().delete(FORGOTTEN);

    assertThat(Purge.run(spark, numbers.table(), FORGOTTEN)).isEqualTo(1);
    assertThat(Purge.run(spark, numbers.table(), FORGOTTEN)).as("again").isZero();
    assertThat(numbers.table().read().count()).isEqualTo(178);
    assertThat(uncommitted).exists();
    assertThatThrownBy(() -> numbers.table().readAt(with).where("text > ''").count())
        .hasStackTraceContaining("does not exist");
    assertThat(numbers.table().readAt(without).where(col("id").geq(100)).count())
        .as("files without them stay")
        .isEqualTo(79);
  }
}
