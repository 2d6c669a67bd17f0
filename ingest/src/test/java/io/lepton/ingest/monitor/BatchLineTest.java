package io.lepton.ingest.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.BatchReport;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class BatchLineTest {
  private final BatchReport report = TestingReports.telemetry(812);

  @Test
  void saysWhatBecameOfTheMessages() {
    Lag lag = new Lag(Map.of(new TopicPartition("plant", 0), 1200L), Optional.of(3.0));
    assertThat(BatchLine.of(report, figures(Optional.of(lag))))
        .isEqualTo(
            "telemetry  batch 812  1,003 messages in 0.25 s (4,012/s)  late 4  duplicates 2 "
                + " quarantined 1  lag 1,200");
  }

  @Test
  void saysWhenTheLagIsUnknown() {
    assertThat(BatchLine.of(report, figures(Optional.empty()))).endsWith("  lag unknown");
  }

  private static TableFigures figures(Optional<Lag> lag) {
    return new TableFigures(BatchCounts.none(), Optional.empty(), lag, Optional.empty());
  }
}
