package io.lepton.ingest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.Partition;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.datasources.v2.DataSourceRDDPartition;
import org.apache.spark.sql.kafka010.KafkaBatchInputPartition;
import org.apache.spark.sql.kafka010.KafkaOffsetRange;
import scala.collection.JavaConverters;

/**
 * Messages to be taken at once, in the shape of Spark's Kafka source, and the offsets they come
 * from. The offsets cannot be told from the messages: a range may end in marks of transactions.
 *
 * @param messages the rows, each partition in the order of the offsets
 * @param ranges by source, {@code topic-partition}
 */
public record MessageBatch(RDD<InternalRow> messages, Map<String, OffsetRange> ranges) {
  /** Copies the map. */
  public MessageBatch {
    ranges = new TreeMap<>(ranges);
  }

  /** A micro-batch of Spark's Kafka source, as a streaming query hands it to its sink. */
  public static MessageBatch of(Dataset<Row> microBatch) {
    LogicalPlan plan = microBatch.queryExecution().logical();
    if (!(plan instanceof LogicalRDD)) {
      throw new IllegalArgumentException(
          "microBatch: %s (expected: what a streaming query hands to its sink)"
              .formatted(plan.nodeName()));
    }
    // As it came from Kafka: every step of a plan above it would copy each message once more.
    RDD<InternalRow> messages = ((LogicalRDD) plan).rdd();
    Map<String, OffsetRange> ranges = new TreeMap<>();
    for (Partition partition : messages.partitions()) {
      for (InputPartition input :
          JavaConverters.seqAsJavaListConverter(source(messages, partition).inputPartitions())
              .asJava()) {
        KafkaOffsetRange range = ((KafkaBatchInputPartition) input).offsetRange();
        ranges.put(
            range.topicPartition().toString(),
            new OffsetRange(range.fromOffset(), range.untilOffset()));
      }
    }
    return new MessageBatch(messages, ranges);
  }

  /**
   * Messages that do not come from Kafka.
   *
   * @param rows key, value, topic, partition, offset, timestamp, 0
   */
  public static MessageBatch of(
      SparkSession session, List<Row> rows, Map<String, OffsetRange> ranges) {
    Dataset<Row> messages =
        // One task: those of a source must stay in their order.
        session.createDataFrame(rows, MessageRow.COLUMNS).coalesce(1);
    return new MessageBatch(messages.queryExecution().toRdd(), ranges);
  }

  /** Narrow steps lie between; the partitions of all of them are those of the source. */
  private static DataSourceRDDPartition source(RDD<?> messages, Partition partition) {
    RDD<?> rdd = messages;
    while (!(rdd.partitions()[partition.index()] instanceof DataSourceRDDPartition)) {
      rdd = rdd.dependencies().head().rdd();
    }
    return (DataSourceRDDPartition) rdd.partitions()[partition.index()];
  }
}
