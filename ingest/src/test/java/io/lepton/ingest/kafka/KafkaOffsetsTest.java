package io.lepton.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.broker.TestingBroker;
import io.lepton.ingest.kafka.SpecialTopics.OpenTransaction;
import io.lepton.ingest.kafka.StartPosition.Edge;
import io.lepton.lake.PipelineException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("edge")
final class KafkaOffsetsTest {
  private static final String SERVERS = TestingBroker.bootstrapServers();

  private final SpecialTopics topics = new SpecialTopics(SERVERS);
  private final KafkaOffsets offsets = new KafkaOffsets(Map.of("bootstrap.servers", SERVERS));
  private final String topic = TestingBroker.newTopic(1);
  private final TopicPartition first = new TopicPartition(topic, 0);
  private final TopicPartition second = new TopicPartition(topic, 1);
  private final TopicSelection selection = TopicSelection.named(topic);

  @AfterEach
  void close() {
    topics.close();
    offsets.close();
  }

  @Test
  void expiredOffsetsAreFoundExactly() throws Exception {
    topics.send(first, 0, "a", "b", "c", "d", "e");
    topics.expire(first, 4);

    Start start = offsets.start(selection, Map.of(first, 1L), Edge.EARLIEST);

    assertThat(start.lost()).containsExactly(new LostRange(topic, 0, 1, 4));
    assertThat(start.offsets()).isEqualTo(Map.of(first, 4L));
    assertThat(start.json()).isEqualTo("{\"%s\":{\"0\":4}}".formatted(topic));
    assertThat(offsets.start(selection, Map.of(first, 4L), Edge.EARLIEST).lost()).isEmpty();
  }

  @Test
  void aTopicMadeAnewIsNotTheOneTheLakeKnows() throws Exception {
    topics.send(first, 0, "a", "b");

    Start start = offsets.start(selection, Map.of(first, 3L, second, 7L), Edge.LATEST);

    assertThat(start.lost()).isEmpty();
    assertThat(start.replaced())
        .containsExactly(
            new ReplacedPartition(topic, 0, 3, 2), new ReplacedPartition(topic, 1, 7, 0));
    assertThat(start.offsets()).isEqualTo(Map.of(first, 0L));
    assertThat(offsets.start(selection, Map.of(first, 2L), Edge.LATEST).replaced()).isEmpty();
  }

  @Test
  void whatEndsATransactionHasAnOffset() {
    topics.commit(first, "a", "b");
    topics.abort(first, "c");

    assertThat(offsets.ends(Set.of(first))).isEqualTo(Map.of(first, 5L));
    assertThat(topics.offsets(first)).containsExactly(0L, 1L, 3L);
  }

  @Test
  void theEndIsWhereTheFirstOpenTransactionBegins() throws Exception {
    topics.send(first, 0, "a");
    OpenTransaction open = topics.begin(first, "b", "c");

    assertThat(offsets.ends(Set.of(first))).isEqualTo(Map.of(first, 1L));
    assertThat(offsets.start(selection, Map.of(), Edge.LATEST).offsets())
        .isEqualTo(Map.of(first, 1L));
    // the lake may have read what is not committed: no other topic because of that
    assertThat(offsets.start(selection, Map.of(first, 3L), Edge.LATEST).replaced()).isEmpty();

    open.close();
    assertThat(offsets.ends(Set.of(first))).isEqualTo(Map.of(first, 4L));
  }

  @Test
  void newPartitionsOfAKnownTopicStartAtTheirFirstMessage() throws Exception {
    topics.send(first, 0, "a", "b");
    topics.grow(topic, 2);
    topics.send(second, 0, "c");

    Start known = offsets.start(selection, Map.of(first, 1L), Edge.LATEST);
    Start unknown = offsets.start(selection, Map.of(), Edge.LATEST);

    assertThat(known.offsets()).isEqualTo(Map.of(first, 1L, second, 0L));
    assertThat(unknown.offsets()).isEqualTo(Map.of(first, 2L, second, 1L));
  }

  @Test
  void aTopicThatCameToMatchAPatternStartsAtItsFirstMessage() throws Exception {
    String other = TestingBroker.newTopic(1);
    TopicPartition otherFirst = new TopicPartition(other, 0);
    topics.send(otherFirst, 0, "a");
    TopicSelection both = TopicSelection.matching(topic + "|" + other);

    assertThat(offsets.start(both, Map.of(first, 0L), Edge.LATEST).offsets())
        .isEqualTo(Map.of(first, 0L, otherFirst, 0L));
    assertThat(offsets.start(both, Map.of(), Edge.LATEST).offsets())
        .isEqualTo(Map.of(first, 0L, otherFirst, 1L));
    assertThat(
            offsets
                .start(TopicSelection.named(topic, other), Map.of(first, 0L), Edge.LATEST)
                .offsets())
        .isEqualTo(Map.of(first, 0L, otherFirst, 1L));
  }

  @Test
  void aTimeIsTheFirstMessageOfThatTimeOrTheEnd() throws Exception {
    topics.send(first, 1000, "a");
    topics.send(first, 2000, "b");

    assertThat(since(1001)).isEqualTo(Map.of(first, 1L));
    assertThat(since(2000)).isEqualTo(Map.of(first, 1L));
    assertThat(since(2001)).isEqualTo(Map.of(first, 2L));
  }

  private Map<TopicPartition, Long> since(long millis) {
    StartPosition position = new StartPosition.Since(Instant.ofEpochMilli(millis));
    return offsets.start(selection, Map.of(), position).offsets();
  }

  @Test
  void holesOfACompactedTopicAreNoLoss() throws Exception {
    String compacted = topic + "-compacted";
    List<Long> left = topics.compacted(compacted, 2, 4);
    TopicPartition partition = new TopicPartition(compacted, 0);

    Start start =
        offsets.start(TopicSelection.named(compacted), Map.of(partition, 1L), Edge.EARLIEST);

    assertThat(left).hasSizeLessThan(8).doesNotContain(1L).contains(7L);
    assertThat(start.lost()).isEmpty();
    assertThat(start.offsets()).isEqualTo(Map.of(partition, 1L));
    assertThat(offsets.ends(Set.of(partition))).isEqualTo(Map.of(partition, 8L));
  }

  @Test
  void aMessageOfManyMebibytesIsOneOffset() throws Exception {
    topics.large(topic + "-large", 8);
    TopicPartition partition = new TopicPartition(topic + "-large", 0);

    assertThat(topics.offsets(partition)).containsExactly(0L);
    assertThat(offsets.ends(Set.of(partition))).isEqualTo(Map.of(partition, 1L));
  }

  @Test
  void aMissingTopicIsNamed() {
    assertThatThrownBy(() -> offsets.partitions(TopicSelection.named(topic, "missing")))
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith(
            "Cannot read topic 'missing' at %s: it does not exist (existing: ".formatted(SERVERS))
        .hasMessageEndingWith("). Create it or set another under ingest.");
    assertThatThrownBy(() -> offsets.partitions(TopicSelection.matching("no-.*")))
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith(
            "Cannot read topics that match 'no-.*' at %s: there are none (existing: "
                .formatted(SERVERS));
  }

  @Test
  void aTopicThatWasDeletedAndMadeAgainIsFoundOut() throws Exception {
    String again = topic + "-again";
    TopicPartition partition = new TopicPartition(again, 0);
    topics.create(again, 1, Map.of());
    topics.send(partition, 0, "a", "b", "c");
    long recorded = offsets.ends(Set.of(partition)).get(partition);
    topics.delete(again);
    topics.create(again, 1, Map.of());

    Start start =
        offsets.start(TopicSelection.named(again), Map.of(partition, recorded), Edge.EARLIEST);

    assertThat(start.replaced()).containsExactly(new ReplacedPartition(again, 0, 3, 0));
  }
}
