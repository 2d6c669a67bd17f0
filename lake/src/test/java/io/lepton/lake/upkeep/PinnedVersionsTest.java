package io.lepton.lake.upkeep;

import static io.lepton.lake.upkeep.TestingTable.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class PinnedVersionsTest {
  private static final MaintainConfig CONFIG =
      new MaintainConfig(128 << 10, 64 << 10, 4, Duration.ofHours(1), Duration.ofDays(3650));

  private TestingTable numbers;

  @BeforeEach
  void openTable(SparkSession spark, @TempDir Path folder) {
    numbers = TestingTable.in(spark, folder);
  }

  @Test
  void everyPinnedVersionReadsAsBeforeAndAnUnpinnedOneIsGone() throws IOException {
    long first = numbers.table().overwrite(numbers.rows(0, 100).repartition(5), "by hand");
    long second = numbers.table().overwrite(numbers.rows(100, 200).repartition(5), "by hand");
    numbers.append(200, 300, 5);
    long third = numbers.table().version();
    numbers.table().overwrite(numbers.rows(300, 400).repartition(1), "by hand");
    List<String> firstRows = numbers.content(numbers.table().readAt(first));
    List<String> thirdRows = numbers.content(numbers.table().readAt(third));
    numbers.age(Duration.ofDays(9));
    Upkeep upkeep = maintain(pin(first), pin(third));
    assertThat(upkeep.vacuumed().files()).isZero();
    assertThat(numbers.content(numbers.table().readAt(first))).isEqualTo(firstRows);
    assertThat(numbers.content(numbers.table().readAt(third))).isEqualTo(thirdRows);
    numbers.age(Duration.ofDays(9));
    Upkeep freed = maintain(pin(third));
    assertThat(freed.vacuumed().files()).isEqualTo(5);
    assertThat(freed.spared()).isEmpty();
    assertThat(numbers.content(numbers.table().readAt(third))).isEqualTo(thirdRows);
    assertThat(numbers.table().readAt(second).count()).isEqualTo(100);
    assertThatThrownBy(() -> numbers.table().readAt(first).collectAsList())
        .hasStackTraceContaining("FileNotFoundException");
  }

  @Test
  void aPinnedVersionOutlivesTheCompactionOfItsFiles() throws IOException {
    numbers.append(0, 100, 10);
    long pinned = numbers.table().version();
    List<String> rows = numbers.content(numbers.table().readAt(pinned));
    assertThat(maintain(pin(pinned)).compacted()).isEqualTo(10);
    numbers.age(Duration.ofDays(9));
    assertThat(maintain(pin(pinned)).vacuumed().files()).isZero();
    assertThat(numbers.content(numbers.table().readAt(pinned))).isEqualTo(rows);
    assertThat(maintain().vacuumed().files()).isEqualTo(10);
    assertThat(numbers.content(numbers.table().read())).isEqualTo(rows);
  }

  @Test
  void keepsTheLogOfAPinnedVersion() throws IOException {
    numbers.append(0, 100, 1);
    numbers.append(100, 200, 1);
    maintain(pin(1));
    numbers.age(Duration.ofDays(60));
    numbers.append(200, 300, 1);
    maintain(pin(1));
    assertThat(numbers.table().readAt(1).count()).isEqualTo(100);
    assertThat(logRetention()).isEqualTo("interval 3650 days");
  }

  @Test
  void letsTheLogOfOtherTablesGo() throws IOException {
    numbers.append(0, 100, 1);
    numbers.append(100, 200, 1);
    maintain();
    numbers.age(Duration.ofDays(60));
    numbers.append(200, 300, 1);
    maintain();
    assertThat(logRetention()).isEmpty();
    assertThatThrownBy(() -> numbers.table().readAt(1)).hasMessageContaining("version 1");
  }

  @Test
  void deletesNothingWhenAPinnedVersionCannotBeRead() throws IOException {
    numbers.table().overwrite(numbers.rows(0, 100), "by hand");
    numbers.table().overwrite(numbers.rows(100, 200), "by hand");
    numbers.age(Duration.ofDays(9));
    int files = numbers.dataFiles().size();
    Upkeep upkeep = maintain(pin(99));
    assertThat(upkeep.spared()).hasValue("silver.numbers@99, pinned by turbofan@1, cannot be read");
    assertThat(numbers.dataFiles()).hasSize(files);
    Files.delete(Path.of(URI.create(numbers.table().readAt(1).inputFiles()[0])));
    assertThat(maintain(pin(1)).spared()).hasValue("1 files of pinned versions are missing");
    assertThat(numbers.dataFiles()).hasSize(files - 1);
  }

  @Test
  void keepsWhatReadersMayStillNeed() throws IOException {
    numbers.table().overwrite(numbers.rows(0, 100), "by hand");
    numbers.table().overwrite(numbers.rows(100, 200), "by hand");
    numbers.age(Duration.ofMinutes(50));
    assertThat(maintain().vacuumed().files()).isZero();
    assertThat(numbers.table().readAt(1).count()).isEqualTo(100);
  }

  private Upkeep maintain(Pin... pins) {
    return new Maintenance(numbers.lake(), CONFIG, List.of(pins)).run(ID);
  }

  private static Pin pin(long version) {
    return new Pin(ID, version, "turbofan@1");
  }

  private String logRetention() {
    Row detail =
        numbers
            .spark()
            .sql("DESCRIBE DETAIL delta.`%s`".formatted(numbers.table().location()))
            .select("properties")
            .first();
    return detail.<String, String>getJavaMap(0).getOrDefault("delta.logRetentionDuration", "");
  }
}
