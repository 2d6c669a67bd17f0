package io.lepton.ingest.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lepton.ingest.BatchCounts;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
final class BatchJournalTest {
  private static final TableId ID = new TableId(Layer.GOLD, "ingest_batches");
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir private Path folder;
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private Lake lake;

  @BeforeEach
  void open(SparkSession session) {
    lake = Lake.open(session, folder.resolve("lake").toString());
  }

  @Test
  void allThatIsLeftIsOneCommitAtTheEnd() {
    Lag lag = new Lag(Map.of(new TopicPartition("plant", 0), 7L), Optional.of(1.5));
    try (BatchJournal journal = journal(LONG)) {
      journal.add(line(0, Optional.of(lag), Optional.of(4096L)));
      journal.add(line(1, Optional.empty(), Optional.empty()));
      assertThat(lake.has(ID)).isFalse();
    }
    assertThat(warnings).isEmpty();
    assertThat(lake.existing(ID, "test").read().orderBy("batch_id").collectAsList())
        .extracting(Object::toString)
        .containsExactly(
            "[telemetry,query,0,2026-01-02 00:00:00.0,2026-01-02"
                + " 00:00:00.25,1003,1000,4,2,1,7,1.5,4096]",
            "[telemetry,query,1,2026-01-02 00:00:00.0,2026-01-02"
                + " 00:00:00.25,1003,1000,4,2,1,null,null,null]");
    assertThat(lake.existing(ID, "test").version()).isEqualTo(1);
  }

  @Test
  void aRunWithoutBatchesLeavesNoTable() {
    journal(LONG).close();
    assertThat(lake.has(ID)).isFalse();
  }

  @Test
  void runsShareTheTable() {
    for (long batch : List.of(0L, 1L)) {
      try (BatchJournal journal = journal(LONG)) {
        journal.add(line(batch, Optional.empty(), Optional.empty()));
      }
    }
    assertThat(lake.existing(ID, "test").read().count()).isEqualTo(2);
  }

  @Test
  void whatCannotBeWrittenWaitsWithOneWarning() throws Exception {
    // in the way of the table's folder
    Path inTheWay = Files.createFile(folder.resolve("lake/gold"));
    try (BatchJournal journal = journal(Duration.ofMillis(20))) {
      journal.add(line(0, Optional.empty(), Optional.empty()));
      await().until(() -> !warnings.isEmpty());
      Files.delete(inTheWay);
      await().until(() -> lake.has(ID) && lake.existing(ID, "test").read().count() == 1);
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("Cannot write gold.ingest_batches: ");
  }

  private BatchJournal journal(Duration pause) {
    return new BatchJournal(lake, ID, pause, warnings::add);
  }

  private static BatchTable.Line line(long batch, Optional<Lag> lag, Optional<Long> bytes) {
    TableFigures figures = new TableFigures(BatchCounts.none(), Optional.empty(), lag, bytes);
    return new BatchTable.Line(TestingReports.telemetry(batch), figures);
  }
}
