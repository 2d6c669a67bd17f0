package io.lepton.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.ingest.kafka.KafkaOffsets;
import io.lepton.ingest.kafka.LostOffsets;
import io.lepton.ingest.kafka.LostRange;
import io.lepton.ingest.kafka.Start;
import io.lepton.lake.PipelineException;
import io.lepton.lake.stream.Checkpoint;
import io.lepton.lake.table.SourcePositions;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where an ingest starts: where the lake says it ended. Spark's checkpoint is only a convenience;
 * one that contradicts the lake is refused.
 */
public final class IngestStart {
  private static final ObjectMapper JSON = new ObjectMapper();

  private IngestStart() {}

  /**
   * Looks at the lake, at Kafka and at the checkpoint.
   *
   * @param recoveries what may be done about a loss or a damage
   * @return the offsets for a new checkpoint, as Spark wants them
   * @throws PipelineException if messages were lost, the topic is another one, or the checkpoint
   *     cannot be gone on from, and nobody said what to do
   */
  public static String of(
      KafkaConfig kafka,
      TopicConfig topic,
      TelemetrySink sink,
      Checkpoint checkpoint,
      Set<Recovery> recoveries) {
    String table = topic.silver().id().toString();
    try (KafkaOffsets offsets = new KafkaOffsets(kafka.clientOptions())) {
      Start start =
          offsets.start(topic.topics(), Sources.partitions(sink.positions().next()), topic.start());
      if (!start.replaced().isEmpty()) {
        throw LostOffsets.replaced(table, start.replaced());
      }
      if (recoveries.contains(Recovery.REBUILD_CHECKPOINT)) {
        checkpoint.setAside();
      }
      if (!start.lost().isEmpty()) {
        if (!recoveries.contains(Recovery.ACCEPT_LOSS)) {
          throw LostOffsets.expired(table, start.lost());
        }
        Map<String, OffsetRange> lost = new TreeMap<>();
        for (LostRange range : start.lost()) {
          lost.put(
              Sources.name(range.topic(), range.partition()),
              new OffsetRange(range.from(), range.until()));
        }
        sink.acceptLoss(lost);
        checkpoint.setAside();
      }
      requireUsable(table, sink.positions(), checkpoint);
      return start.json();
    }
  }

  private static void requireUsable(
      String table, SourcePositions positions, Checkpoint checkpoint) {
    checkpoint
        .damage()
        .ifPresent(
            damage -> {
              throw refused(table, damage);
            });
    checkpoint
        .ended()
        .ifPresent(
            ended ->
                offsets(ended)
                    .forEach(
                        (source, offset) -> {
                          if (offset > positions.of(source).orElse(unknown(positions))) {
                            throw refused(
                                table,
                                "it has passed offset %d of %s, the table only %d"
                                    .formatted(offset, source, positions.next(source)));
                          }
                        }));
  }

  /** A partition without messages is in no commit; but a table without any is not the one meant. */
  private static long unknown(SourcePositions positions) {
    return positions.next().isEmpty() ? 0 : Long.MAX_VALUE;
  }

  private static PipelineException refused(String table, String why) {
    return PipelineException.data(
        "Cannot go on with %s: its checkpoint is damaged: %s (expected: what Spark wrote there). Run the same command with --rebuild-checkpoint: the table itself knows where it stands, nothing is lost or doubled."
            .formatted(table, why));
  }

  /** Spark's Kafka offsets, {@code {"topic":{"0":23}}}, by source. */
  private static Map<String, Long> offsets(String json) {
    Map<String, Long> offsets = new TreeMap<>();
    try {
      Iterator<Map.Entry<String, JsonNode>> topics = JSON.readTree(json).fields();
      while (topics.hasNext()) {
        Map.Entry<String, JsonNode> topic = topics.next();
        topic
            .getValue()
            .fields()
            .forEachRemaining(
                partition ->
                    offsets.put(
                        Sources.name(topic.getKey(), Integer.parseInt(partition.getKey())),
                        partition.getValue().asLong()));
      }
      return offsets;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the checkpoint was read as JSON before", e);
    }
  }
}
