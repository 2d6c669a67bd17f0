package io.lepton.ingest;

import static io.lepton.ingest.PumpLake.pressureUpTo;
import static io.lepton.ingest.PumpLake.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.SourcePositions;
import io.lepton.lake.table.TableId;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SilverRebuildTest {
  private PumpLake pumps;

  @BeforeEach
  void ingestTwoPartitions(SparkSession session, @TempDir Path folder) {
    pumps = new PumpLake(session, folder);
    pumps.ingest(0, reading("a", "05:00", 1, 10), reading("a", "05:30", 3, 80), "{broken");
    pumps.ingest(1, reading("b", "05:00", 1, 10), reading("a", "05:00", 1, 10));
    pumps.ingest(0, reading("a", "05:05", 2, 10), reading("a", "05:30", 3, 80));
  }

  @Test
  void nothingChangesIfNothingHasChanged() {
    List<String> before = pumps.silver();
    PartitionCounts total = pumps.total();
    try (SilverRebuild rebuild = rebuild(100)) {
      RebuildDiff diff = rebuild.run(progress -> {});
      assertThat(diff)
          .isEqualTo(
              new RebuildDiff(
                  4, 0, 0, 0, Map.of(), Map.of("malformed", 1L), Map.of("malformed", 1L)));
      rebuild.swap();
    }
    assertThat(pumps.silver()).isEqualTo(before);
    assertThat(pumps.total()).isEqualTo(total);
    assertThat(pumps.lake().has(new TableId(Layer.SILVER, "pumps__replay"))).isFalse();
  }

  @Test
  void aNarrowerRangeShows() {
    try (SilverRebuild rebuild = rebuild(50)) {
      // Without the latest reading of before, one is not late any more.
      assertThat(rebuild.run(progress -> {}))
          .isEqualTo(
              new RebuildDiff(
                  2,
                  1,
                  0,
                  1,
                  Map.of("is_late", 1L, "late_by_seconds", 1L),
                  Map.of("malformed", 1L),
                  Map.of("malformed", 1L, "out-of-range", 2L)));
      assertThat(pumps.rows(Layer.SILVER).count()).isEqualTo(4);
      rebuild.swap();
    }
    assertThat(pumps.rows(Layer.SILVER).count()).isEqualTo(3);
    assertThat(pumps.total())
        .isEqualTo(
            new PartitionCounts(0, 5, 7, 3, 1, Map.of("malformed", 1L, "out-of-range", 2L), 3, 0));
  }

  @Test
  void ingestGoesOnAfterASwapWithoutGapOrDouble() {
    SourcePositions positions = positions();
    try (SilverRebuild rebuild = rebuild(50)) {
      rebuild.run(progress -> {});
      rebuild.swap();
    }
    assertThat(positions()).isEqualTo(positions);
    // The ingest at work had this reading in its memory; silver has it no more.
    pumps.ingest(0, reading("a", "05:30", 3, 80), reading("a", "05:00", 1, 10));
    assertThat(pumps.rows(Layer.SILVER).where("kafka_offset = 5").count()).isEqualTo(1);
    assertThat(pumps.rows(Layer.BRONZE).count()).isEqualTo(9);
    assertThat(pumps.total().messages()).isEqualTo(9);
    assertThat(pumps.total().duplicates()).isEqualTo(2);
  }

  @Test
  void messagesThatCameMeanwhileForbidTheSwap() {
    try (SilverRebuild rebuild = rebuild(50)) {
      rebuild.run(progress -> {});
      pumps.ingest(1, reading("c", "05:00", 1, 10));
      List<String> silver = pumps.silver();
      assertThatThrownBy(rebuild::swap)
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("Stop ingest, or run the same command again.");
      assertThat(pumps.silver()).isEqualTo(silver);
    }
    pumps.total();
  }

  @Test
  void killedBetweenTheTwoTablesTheNextRunFinishes() {
    try (SilverRebuild killed = rebuild(50)) {
      killed.run(progress -> {});
      killed.swapQuarantine();
    }
    assertThat(pumps.rows(Layer.SILVER).count()).isEqualTo(4);
    try (SilverRebuild again = rebuild(50)) {
      again.run(progress -> {});
      again.swap();
    }
    assertThat(pumps.rows(Layer.SILVER).count()).isEqualTo(3);
    assertThat(pumps.total().rejected()).isEqualTo(3);
  }

  @Test
  void messagesThatBronzeDoesNotHoldForbidTheSwap() {
    pumps
        .table(Layer.BRONZE)
        .delete(pumps.rows(Layer.BRONZE).where("kafka_offset = 0"), List.of("kafka_offset"));
    try (SilverRebuild rebuild = rebuild(100)) {
      assertThat(rebuild.run(progress -> {}).onlyBefore()).isEqualTo(2);
      assertThatThrownBy(rebuild::swap)
          .hasMessageContaining("bronze.pumps holds 5 of 7 messages, and those of 2 readings");
    }
  }

  private SourcePositions positions() {
    return pumps.table(Layer.SILVER).positions();
  }

  /** In slices of two messages, so that every one follows from others. */
  private SilverRebuild rebuild(double highest) {
    return new SilverRebuild(pumps.lake(), pressureUpTo(highest), pumps.clock(), 2);
  }
}
