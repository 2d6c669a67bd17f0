package io.lepton.ingest.kafka;

/**
 * Offsets that the lake had not taken when Kafka deleted them.
 *
 * @param topic the topic
 * @param partition its partition
 * @param from the first of them
 * @param until the first offset behind them
 */
public record LostRange(String topic, int partition, long from, long until) {
  /** Checks that something is lost. */
  public LostRange {
    if (from < 0 || from >= until) {
      throw new IllegalArgumentException(
          "until: %d (expected: more than from: %d)".formatted(until, from));
    }
  }

  /** How many offsets; fewer messages if the topic is compacted or written in transactions. */
  public long count() {
    return until - from;
  }

  @Override
  public String toString() {
    return "%s-%d: offsets %d to %d (%d) are gone"
        .formatted(topic, partition, from, until - 1, count());
  }
}
