package io.lepton.ingest.monitor;

import io.lepton.ingest.TopicConfig;
import io.lepton.ingest.kafka.KafkaOffsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks Kafka again and again where its partitions end, on a thread of its own: ingest never waits
 * for an answer. While there is none the lag is unknown.
 */
final class LagWatch implements AutoCloseable {
  private final KafkaOffsets offsets;
  private final Duration pause;
  private final ScheduledExecutorService asking = Threads.one("lepton-ingest-lag");
  private final List<ScheduledFuture<?>> rhythms = new CopyOnWriteArrayList<>();

  /**
   * Opens a client; does not wait for a broker.
   *
   * @param pause the time between an answer and the next question
   */
  LagWatch(Map<String, String> clientOptions, Duration pause) {
    this.offsets = new KafkaOffsets(clientOptions);
    this.pause = pause;
  }

  /** Begins to ask for a topic's partitions; the first answer comes soon. */
  void watch(TopicConfig topic, TableMetrics metrics) {
    rhythms.add(
        asking.scheduleWithFixedDelay(
            () -> ask(topic, metrics), 0, pause.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void ask(TopicConfig topic, TableMetrics metrics) {
    try {
      Set<TopicPartition> partitions = offsets.partitions(topic.topics());
      if (!metrics.knows(partitions)) {
        metrics.starts(offsets.start(topic.topics(), metrics.next(), topic.start()).offsets());
      }
      metrics.ends(Optional.of(offsets.ends(partitions)));
    } catch (RuntimeException e) {
      // Kafka is away, or the user may not ask: ingest itself will say so where it matters.
      metrics.ends(Optional.empty());
    }
  }

  /** Gives up a question that is still open. */
  @Override
  public void close() {
    rhythms.forEach(rhythm -> rhythm.cancel(true));
    asking.shutdownNow();
    offsets.close();
  }
}
