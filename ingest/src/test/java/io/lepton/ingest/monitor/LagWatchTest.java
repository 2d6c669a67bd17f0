package io.lepton.ingest.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lepton.ingest.PartitionCounts;
import io.lepton.ingest.TopicConfig;
import io.lepton.ingest.broker.TestingBroker;
import io.lepton.ingest.kafka.SpecialTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("edge")
final class LagWatchTest {
  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final Map<String, String> OPTIONS =
      Map.of("bootstrap.servers", TestingBroker.bootstrapServers());

  private final TopicPartition first = new TopicPartition(TestingBroker.newTopic(2), 0);
  private final TopicPartition second = new TopicPartition(first.topic(), 1);
  private final TableMetrics metrics = new TableMetrics("nowhere", Clock.systemUTC());

  @Test
  void followsTheEndsOfARealTopic() throws Exception {
    try (SpecialTopics topics = new SpecialTopics(TestingBroker.bootstrapServers());
        LagWatch watch = new LagWatch(OPTIONS, OFTEN)) {
      topics.send(first, 0, "a", "b", "c");
      watch.watch(topic("earliest"), metrics);
      await().until(() -> offsets().equals(Optional.of(Map.of(first, 3L, second, 0L))));

      metrics.add(
          TestingReports.of(
              "telemetry",
              0,
              first.toString(),
              new PartitionCounts(0, 2, 2, 2, 0, Map.of(), 2, 0)));
      assertThat(offsets()).contains(Map.of(first, 1L, second, 0L));

      topics.send(second, 0, "d");
      await().until(() -> offsets().equals(Optional.of(Map.of(first, 1L, second, 1L))));
    }
  }

  @Test
  void aTableThatStartsAtTheEndIsNotBehind() throws Exception {
    try (SpecialTopics topics = new SpecialTopics(TestingBroker.bootstrapServers());
        LagWatch watch = new LagWatch(OPTIONS, OFTEN)) {
      topics.send(first, 0, "a", "b", "c");
      watch.watch(topic("latest"), metrics);
      await().until(() -> offsets().equals(Optional.of(Map.of(first, 0L, second, 0L))));
    }
  }

  @Test
  void aBrokerThatIsAwayMakesTheLagUnknown() {
    metrics.starts(Map.of(first, 0L));
    metrics.ends(Optional.of(Map.of(first, 5L)));
    try (LagWatch watch = new LagWatch(Map.of("bootstrap.servers", "localhost:1"), OFTEN)) {
      watch.watch(topic("earliest"), metrics);
      await().atMost(Duration.ofSeconds(30)).until(() -> offsets().isEmpty());
    }
  }

  private TopicConfig topic(String start) {
    return TestingIngestConfig.read(
            "telemetry { topic = %s, start = %s }".formatted(first.topic(), start))
        .telemetry();
  }

  private Optional<Map<TopicPartition, Long>> offsets() {
    return metrics.figures().lag().map(Lag::offsets);
  }
}
