package io.lepton.ingest.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class TableMetricsTest {
  private static final TopicPartition FIRST = new TopicPartition("plant", 0);
  private static final TopicPartition SECOND = new TopicPartition("plant", 1);

  private final TableMetrics metrics =
      new TableMetrics("nowhere", Clock.fixed(TestingReports.START, ZoneOffset.UTC));

  @Test
  void lagIsUnknownUntilKafkaSaysItsEnds() {
    metrics.add(TestingReports.telemetry(0));
    assertThat(metrics.figures().lag()).isEmpty();
    metrics.ends(Optional.of(Map.of(FIRST, 1010L)));
    assertThat(metrics.figures().lag()).contains(new Lag(Map.of(FIRST, 7L), Optional.of(120.0)));
    metrics.ends(Optional.empty());
    assertThat(metrics.figures().lag()).isEmpty();
  }

  @Test
  void withoutMissingOffsetsTheLagIsZeroSeconds() {
    metrics.add(TestingReports.telemetry(0));
    // older than the batch
    metrics.ends(Optional.of(Map.of(FIRST, 1000L)));
    assertThat(metrics.figures().lag()).contains(new Lag(Map.of(FIRST, 0L), Optional.of(0.0)));
  }

  @Test
  void partitionsCountFromTheirStart() {
    metrics.starts(Map.of(FIRST, 5L, SECOND, 3L));
    metrics.ends(Optional.of(Map.of(FIRST, 5L, SECOND, 10L)));
    // nothing has been taken: how old it would be nobody knows
    assertThat(metrics.figures().lag())
        .contains(new Lag(Map.of(FIRST, 0L, SECOND, 7L), Optional.empty()));
  }

  @Test
  void startsDoNotUndoWhatBatchesHaveTaken() {
    metrics.add(TestingReports.telemetry(0));
    metrics.starts(Map.of(FIRST, 0L));
    assertThat(metrics.next()).isEqualTo(Map.of(FIRST, 1003L));
  }
}
