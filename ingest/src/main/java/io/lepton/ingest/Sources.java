package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.KAFKA_OFFSET;
import static io.lepton.lake.table.TelemetryTables.KAFKA_PARTITION;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TOPIC;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.Column;

/** Names of sources, {@code topic-partition}, as Kafka's clients want them. */
public final class Sources {
  private Sources() {}

  /** The name of a topic's partition, as ranges, counts and positions have it. */
  public static String name(String topic, int partition) {
    return topic + "-" + partition;
  }

  public static TopicPartition partition(String source) {
    int dash = source.lastIndexOf('-');
    return new TopicPartition(
        source.substring(0, dash), Integer.parseInt(source.substring(dash + 1)));
  }

  public static Map<TopicPartition, Long> partitions(Map<String, Long> next) {
    Map<TopicPartition, Long> partitions = new HashMap<>();
    next.forEach((source, offset) -> partitions.put(partition(source), offset));
    return partitions;
  }

  /** Rows whose messages come before an offset, by source. */
  public static Column before(Map<String, Long> next) {
    Map<String, OffsetRange> ranges = new TreeMap<>();
    next.forEach((source, offset) -> ranges.put(source, new OffsetRange(0, offset)));
    return within(ranges);
  }

  /** Rows whose messages are of some ranges, by source. */
  public static Column within(Map<String, OffsetRange> ranges) {
    Column any = lit(false);
    for (Map.Entry<String, OffsetRange> entry : ranges.entrySet()) {
      TopicPartition partition = partition(entry.getKey());
      OffsetRange range = entry.getValue();
      any =
          any.or(
              col(KAFKA_TOPIC)
                  .equalTo(partition.topic())
                  .and(col(KAFKA_PARTITION).equalTo(partition.partition()))
                  .and(col(KAFKA_OFFSET).geq(range.from()))
                  .and(col(KAFKA_OFFSET).lt(range.until())));
    }
    return any;
  }

  /** The offset that comes after those counted. */
  public static Map<TopicPartition, Long> next(BatchCounts counts) {
    Map<TopicPartition, Long> next = new HashMap<>();
    counts.partitions().forEach((source, n) -> next.put(partition(source), n.until()));
    return next;
  }
}
