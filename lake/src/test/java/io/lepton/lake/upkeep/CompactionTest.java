package io.lepton.lake.upkeep;

import static io.lepton.lake.upkeep.TestingTable.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.lake.stream.StreamConfig;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.stream.Streams;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class CompactionTest {
  private static final int KIB = 1 << 10;
  private static final MaintainConfig CONFIG =
      new MaintainConfig(128 * KIB, 64 * KIB, 4, Duration.ofDays(7), Duration.ofDays(3650));

  private TestingTable numbers;
  private Maintenance maintenance;

  @BeforeEach
  void openTable(SparkSession spark, @TempDir Path folder) {
    numbers = TestingTable.in(spark, folder);
    maintenance = new Maintenance(numbers.lake(), CONFIG, List.of());
  }

  @Test
  void putsManySmallFilesTogetherWithinTheBandsAndKeepsEveryRow() {
    numbers.append(0, 10_000, 60);
    numbers.append(10_000, 10_010, 1);
    List<String> rows = numbers.content(numbers.table().read());
    Upkeep upkeep = maintenance.run(ID);
    assertThat(numbers.content(numbers.table().read())).isEqualTo(rows);
    assertThat(upkeep.before().total().files()).isEqualTo(61);
    assertThat(upkeep.compacted()).isGreaterThanOrEqualTo(60);
    List<Long> sizes = TableLog.of(numbers.spark(), numbers.table()).sizes();
    assertThat(sizes).hasSizeBetween(3, 12).allMatch(size -> size < 160 * KIB);
    assertThat(sizes.stream().filter(size -> size < 64 * KIB)).hasSizeLessThan(4);
  }

  @Test
  void commitsNothingTheSecondTime() {
    numbers.append(0, 10_000, 60);
    maintenance.run(ID);
    long version = numbers.table().version();
    Upkeep second = maintenance.run(ID);
    assertThat(numbers.table().version()).isEqualTo(version);
    assertThat(second.compacted()).isZero();
    assertThat(second.after()).isEqualTo(second.before());
  }

  @Test
  void leavesAFewSmallFilesAndAllLargeOnesAlone() {
    numbers.append(0, 1_300, 1);
    assertThat(TableLog.of(numbers.spark(), numbers.table()).sizes())
        .allMatch(size -> size >= 64 * KIB && size < 112 * KIB);
    numbers.append(1_300, 1_330, 3);
    assertThat(maintenance.run(ID).compacted()).isZero();
    numbers.append(1_330, 1_340, 1);
    assertThat(maintenance.run(ID).compacted()).isEqualTo(4);
    assertThat(numbers.table().read().count()).isEqualTo(1_340);
  }

  @Test
  void losesAndDoublesNothingOfAWriterAtWork() throws Exception {
    numbers.append(0, 1_000, 40);
    AtomicBoolean enough = new AtomicBoolean();
    AtomicLong next = new AtomicLong(1_000);
    CountDownLatch writing = new CountDownLatch(1);
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> appends = writer.submit(() -> appendUntil(enough, next, writing));
      writing.await();
      maintenance.run(ID);
      maintenance.run(ID);
      enough.set(true);
      appends.get();
    } finally {
      writer.shutdownNow();
    }
    assertThat(next.get()).isGreaterThan(1_010);
    assertThat(numbers.content(numbers.table().read()))
        .isEqualTo(numbers.content(numbers.rows(0, next.get())));
  }

  private void appendUntil(AtomicBoolean enough, AtomicLong next, CountDownLatch writing) {
    while (!enough.get()) {
      numbers.append(next.get(), next.get() + 10, 1);
      next.addAndGet(10);
      writing.countDown();
    }
  }

  @Test
  void aStreamHearsEachRowOnce(@TempDir Path folder) {
    AtomicLong heard = new AtomicLong();
    numbers.append(0, 100, 10);
    listen(folder, heard);
    maintenance.run(ID);
    numbers.append(100, 150, 5);
    maintenance.run(ID);
    listen(folder, heard);
    assertThat(heard).hasValue(150);
  }

  private void listen(Path folder, AtomicLong heard) {
    StreamConfig config =
        new StreamConfig(StreamTrigger.availableNow(), folder.resolve("checkpoint").toString());
    Streams.await(
        Streams.start(
            "listen",
            numbers.table().readStreamFrom(0),
            config,
            (batch, identity) -> heard.addAndGet(batch.count())));
  }

  @Test
  void compactsFilesThatAnotherWriterCommittedByHand() throws IOException {
    numbers.append(0, 10, 1);
    Path parquet = numbers.dataFiles().get(0);
    for (int copy = 0; copy < 4; copy++) {
      numbers.commitByHand(parquet);
    }
    assertThat(maintenance.run(ID).compacted()).isEqualTo(5);
    assertThat(numbers.table().read().count()).isEqualTo(50);
  }

  @Test
  void whatAKilledCompactionLeftIsNeverReadAndGoesWhenItIsOld() throws IOException {
    numbers.append(0, 10, 1);
    Path parquet = numbers.dataFiles().get(0);
    Files.copy(parquet, parquet.resolveSibling("part-00000-killed.snappy.parquet"));
    assertThat(maintenance.run(ID).vacuumed().files()).isZero();
    numbers.age(Duration.ofDays(8));
    assertThat(maintenance.run(ID).vacuumed().files()).isEqualTo(1);
    assertThat(numbers.table().read().count()).isEqualTo(10);
  }

  @Test
  void writesACheckpointOnce() throws IOException {
    numbers.append(0, 10, 1);
    maintenance.run(ID);
    Path checkpoint =
        numbers.folder().resolve("_delta_log/00000000000000000001.checkpoint.parquet");
    assertThat(checkpoint).exists();
    Object written = Files.getLastModifiedTime(checkpoint);
    maintenance.run(ID);
    assertThat(Files.getLastModifiedTime(checkpoint)).isEqualTo(written);
  }

  @Test
  void aRehearsalTellsWhatIsDueAndChangesNothing() throws IOException {
    numbers.append(0, 100, 10);
    long version = numbers.table().version();
    Upkeep rehearsed = maintenance.rehearse(ID);
    assertThat(rehearsed.compacted()).isEqualTo(10);
    assertThat(rehearsed.after()).isEqualTo(rehearsed.before());
    assertThat(numbers.table().version()).isEqualTo(version);
    assertThat(numbers.dataFiles()).hasSize(10);
  }
}
