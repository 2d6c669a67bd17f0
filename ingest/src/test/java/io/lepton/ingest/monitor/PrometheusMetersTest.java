package io.lepton.ingest.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class PrometheusMetersTest {
  private final PrometheusMeters meters = new PrometheusMeters();
  private final TableMetrics metrics =
      new TableMetrics("nowhere", Clock.fixed(TestingReports.START, ZoneOffset.UTC));

  @Test
  void showTheTotalsOfTwoBatches() {
    meters.add("telemetry", metrics);
    for (long batch : List.of(0L, 1L)) {
      metrics.add(TestingReports.telemetry(batch));
      meters.add(TestingReports.telemetry(batch));
    }
    metrics.ends(Optional.of(Map.of(new TopicPartition("plant", 0), 2010L)));
    assertThat(meters.text().lines())
        .contains(
            "lepton_ingest_messages_total{table=\"telemetry\"} 2006.0",
            "lepton_ingest_readings_total{table=\"telemetry\"} 2000.0",
            "lepton_ingest_late_total{table=\"telemetry\"} 8.0",
            "lepton_ingest_duplicates_total{table=\"telemetry\"} 4.0",
            "lepton_ingest_quarantined_total{reason=\"malformed\",table=\"telemetry\"} 2.0",
            "lepton_ingest_quarantined_total{reason=\"too-large\",table=\"telemetry\"} 0.0",
            "lepton_ingest_lag_offsets{partition=\"0\",table=\"telemetry\",topic=\"plant\"} 4.0",
            "lepton_ingest_lag_seconds{table=\"telemetry\"} 120.0",
            "lepton_ingest_state_bytes{table=\"telemetry\"} NaN",
            "lepton_ingest_batch_seconds_bucket{table=\"telemetry\",le=\"0.1\"} 0",
            "lepton_ingest_batch_seconds_bucket{table=\"telemetry\",le=\"0.25\"} 2",
            "lepton_ingest_batch_seconds_count{table=\"telemetry\"} 2",
            "lepton_ingest_batch_seconds_sum{table=\"telemetry\"} 0.5");
  }

  @Test
  void lagThatIsNoLongerKnownIsNotANumber() {
    meters.add("telemetry", metrics);
    metrics.add(TestingReports.telemetry(0));
    metrics.ends(Optional.of(Map.of(new TopicPartition("plant", 0), 2010L)));
    assertThat(meters.text()).contains("topic=\"plant\"} 1007.0");
    metrics.ends(Optional.empty());
    assertThat(meters.text())
        .contains("topic=\"plant\"} NaN", "lepton_ingest_lag_seconds{table=\"telemetry\"} NaN");
  }
}
