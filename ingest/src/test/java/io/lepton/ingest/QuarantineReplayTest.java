package io.lepton.ingest;

import static io.lepton.ingest.PumpLake.pressureUpTo;
import static io.lepton.ingest.PumpLake.reading;
import static io.lepton.lake.table.TelemetryTables.IS_LATE;
import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.LATE_BY;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.lake.table.Layer;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class QuarantineReplayTest {
  private PumpLake pumps;

  @BeforeEach
  void quarantineSome(SparkSession session, @TempDir Path folder) {
    pumps = new PumpLake(session, folder);
    pumps.ingest(
        0,
        reading("a", "05:00", 1, 10),
        reading("a", "05:10", 2, 150), // too high until the range is widened
        reading("a", "05:30", 4, 10),
        reading("a", "05:05", 3, 150), // as well, and late
        reading("a", "05:00", 1, 150), // as well, and there already
        reading("a", "05:10", 2, 150), // as well, twice
        reading("a", "05:40", 5, 999), // too high anyway
        "{broken");
  }

  @Test
  void takesWhatIsAcceptedNowAndFlagsWhatIsLate() {
    QuarantineReplay.Outcome outcome = replay(200).run(Optional.empty());
    assertThat(outcome.counts().partitions().get("pumps-0"))
        .isEqualTo(new PartitionCounts(0, 0, 0, 2, 2, Map.of("out-of-range", -4L), 2, 1));
    assertThat(outcome.stays()).isEqualTo(Map.of("malformed", 1L, "out-of-range", 1L));
    assertThat(offsets(Layer.SILVER)).containsExactly(0L, 1L, 2L, 3L);
    assertThat(offsets(Layer.QUARANTINE)).containsExactly(6L, 7L);
    assertThat(pumps.total())
        .isEqualTo(
            new PartitionCounts(0, 8, 8, 4, 2, Map.of("malformed", 1L, "out-of-range", 1L), 4, 1));
    List<Row> late =
        pumps.rows(Layer.SILVER).where(col(IS_LATE)).select(KAFKA_OFFSET, LATE_BY).collectAsList();
    assertThat(late.toString()).isEqualTo("[[3,1500.0]]");
    assertThat(pumps.rows(Layer.SILVER).where("kafka_offset = 1").first().<Double>getAs(LATE_BY))
        .isZero();
  }

  @Test
  void aSecondRunChangesNothingAndAnIngestAtWorkLearnsWhatWasTaken() {
    replay(200).run(Optional.empty());
    List<String> silver = pumps.silver();
    long version = pumps.table(Layer.SILVER).version();
    assertThat(replay(200).run(Optional.empty()).counts().partitions()).isEmpty();
    assertThat(pumps.silver()).isEqualTo(silver);
    assertThat(pumps.table(Layer.SILVER).version()).isEqualTo(version);
    // The ingest that has not been restarted wrote nothing since: its next batch must know.
    pumps.ingest(0, reading("a", "05:10", 2, 50), reading("a", "05:50", 6, 50));
    assertThat(offsets(Layer.SILVER)).containsExactly(0L, 1L, 2L, 3L, 9L);
    assertThat(pumps.total().duplicates()).isEqualTo(3);
  }

  @Test
  void killedAfterSilverTheNextRunCompletesIt() {
    QuarantineReplay killed = replay(200);
    killed.toSilver(killed.candidates(Optional.empty()));
    assertThat(offsets(Layer.QUARANTINE)).hasSize(6);
    // With another configuration, too: what silver has taken has to leave.
    assertThat(replay(100).run(Optional.empty()).counts().partitions()).isEmpty();
    assertThat(offsets(Layer.QUARANTINE)).containsExactly(6L, 7L);
    assertThat(pumps.total().duplicates()).isEqualTo(2);
  }

  @Test
  void killedBeforeSilverTheListIsVoid() {
    QuarantineReplay killed = replay(200);
    try (QuarantineReplay.Candidates candidates = killed.candidates(Optional.empty())) {
      killed.list(candidates.leaving(), pumps.table(Layer.SILVER).rewrite().number());
    }
    assertThat(replay(100).run(Optional.empty()).counts().partitions()).isEmpty();
    assertThat(offsets(Layer.QUARANTINE)).hasSize(6);
    pumps.total();
  }

  @Test
  void aRehearsalTellsTheSameAndChangesNothing() {
    long version = pumps.table(Layer.SILVER).version();
    QuarantineReplay.Outcome rehearsed = replay(200).rehearse(Optional.of("out-of-range"));
    assertThat(pumps.table(Layer.SILVER).version()).isEqualTo(version);
    assertThat(offsets(Layer.QUARANTINE)).hasSize(6);
    assertThat(replay(200).run(Optional.of("out-of-range"))).isEqualTo(rehearsed);
    assertThat(replay(200).run(Optional.of("malformed")).stays())
        .isEqualTo(Map.of("malformed", 1L));
  }

  @Test
  void aRestartedIngestKnowsSilver() {
    pumps.restart(pressureUpTo(100));
    pumps.ingest(0, reading("a", "05:00", 1, 10));
    assertThat(pumps.total().duplicates()).isEqualTo(1);
  }

  @Test
  void messagesThatSilverHasAlreadyOnlyLeave() {
    // As after a crash between quarantine and silver, and a restart with a wider range.
    pumps
        .table(Layer.SILVER)
        .rewrite()
        .append(
            pumps
                .rows(Layer.SILVER)
                .where("kafka_offset = 0")
                .withColumn(KAFKA_OFFSET, col(KAFKA_OFFSET).plus(6)),
            "test",
            "");
    assertThat(replay(100).run(Optional.empty()).counts().partitions()).isEmpty();
    assertThat(offsets(Layer.QUARANTINE)).containsExactly(1L, 3L, 4L, 5L, 7L);
  }

  private QuarantineReplay replay(double highest) {
    return new QuarantineReplay(pumps.lake(), pressureUpTo(highest), pumps.clock());
  }

  private List<Long> offsets(Layer layer) {
    return pumps.rows(layer).select(KAFKA_OFFSET).collectAsList().stream()
        .map(row -> row.getLong(0))
        .sorted()
        .toList();
  }
}
