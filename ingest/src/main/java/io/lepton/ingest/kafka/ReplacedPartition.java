package io.lepton.ingest.kafka;

/**
 * A partition that ends before the offset the lake has reached: not the one the lake knows.
 *
 * @param topic the topic
 * @param partition its number
 * @param recorded the next offset for the lake
 * @param end the first offset behind its last message; 0 if it is not there at all
 */
public record ReplacedPartition(String topic, int partition, long recorded, long end) {
  @Override
  public String toString() {
    return "%s-%d: offset %d is next, but the partition ends at %d"
        .formatted(topic, partition, recorded, end);
  }
}
