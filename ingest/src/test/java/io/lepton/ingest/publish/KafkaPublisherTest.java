package io.lepton.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.broker.TestingBroker;
import io.lepton.lake.PipelineException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("edge")
final class KafkaPublisherTest {
  private final Map<String, String> options =
      Map.of("bootstrap.servers", TestingBroker.bootstrapServers());

  @Test
  void eachKeyKeepsItsOrder() {
    String topic = TestingBroker.newTopic(3);
    int count = 3000;
    try (KafkaPublisher publisher = new KafkaPublisher(options)) {
      Stream<Message> messages =
          IntStream.range(0, count).mapToObj(i -> message(topic, "device-" + i % 7, "" + i));
      List<Long> progress = new ArrayList<>();

      long handedOver = publisher.publishAll(messages.iterator(), Pace.unlimited(), progress::add);

      assertThat(handedOver).isEqualTo(count);
      assertThat(publisher.published()).isEqualTo(count);
      assertThat(progress).endsWith((long) count);
    }
    Map<String, List<Integer>> byKey = consumed(topic, count);
    assertThat(byKey).hasSize(7);
    assertThat(byKey.values()).allSatisfy(values -> assertThat(values).isSorted());
  }

  @Test
  void aMessageKafkaRefusesIsThrownAtTheNextCall() {
    String topic = TestingBroker.newTopic(1);
    KafkaPublisher publisher = new KafkaPublisher(options);
    publisher.publish(message(topic, "a", "x".repeat(2_000_000)));

    assertThatThrownBy(publisher::flush)
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith(
            "Cannot publish to topic '%s' at %s: "
                .formatted(topic, TestingBroker.bootstrapServers()));
    // thrown once: in try-with-resources close must not repeat it
    publisher.close();
  }

  @Test
  void aFailureNobodyAskedForComesWithClose() {
    Map<String, String> hasty =
        Map.of(
            "bootstrap.servers", TestingBroker.bootstrapServers(),
            "max.block.ms", "300",
            "acks", "0");
    KafkaPublisher publisher = new KafkaPublisher(hasty);
    publisher.publish(message("no-such-topic", "a", "1"));

    assertThatThrownBy(publisher::close).hasMessageContaining("'no-such-topic'");
    publisher.close();
  }

  @Test
  void anInterruptStopsIt() {
    String topic = TestingBroker.newTopic(1);
    try (KafkaPublisher publisher = new KafkaPublisher(options)) {
      Thread publishing = Thread.currentThread();
      Stream<Message> endless =
          Stream.iterate(0, i -> i + 1)
              .peek(i -> interruptAt(10, i, publishing))
              .map(i -> message(topic, "a", "" + i));

      long count = publisher.publishAll(endless.iterator(), Pace.perSecond(1000));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(count).isBetween(9L, 11L);
    }
  }

  private static void interruptAt(int last, int i, Thread thread) {
    if (i == last) {
      thread.interrupt();
    }
  }

  private static Message message(String topic, String key, String value) {
    return new Message(topic, key, value.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, List<Integer>> consumed(String topic, int count) {
    Map<String, List<Integer>> byKey = new TreeMap<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", options.get("bootstrap.servers")),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      int seen = 0;
      while (seen < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> one : consumer.poll(Duration.ofMillis(500))) {
          byKey
              .computeIfAbsent(one.key(), key -> new ArrayList<>())
              .add(Integer.valueOf(one.value()));
          seen++;
        }
      }
      assertThat(seen).isEqualTo(count);
    }
    return byKey;
  }
}
