package io.lepton.jobs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.ingest.BrokerJars;
import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of two pumps on their way to a real broker that is not always there. */
@ExtendWith(SparkExtension.class)
class TopicSinkTest {
  private static final TopicPartition ALL = new TopicPartition("alerts", 0);

  @Test
  void whatCouldNotBeSentOrNotBeRecordedIsSentAgainAndNothingElse(
      SparkSession spark, @TempDir Path folder) {
    JobContext context =
        TestingFleet.open(
            spark,
            folder,
            """
            features.label { event = failure, cap = 100, unit = 1 hour, unit-name = hours }
            alerts.rules = [{ name = short, kind = remaining-life, below = 20, readings = 2 }]
            """);
    TestingFleet.readings(
        context, spark.sql("select 'pump-0' as device_id, 0L as hour, 1 as load, 1 as heat"), 0);
    TestingFleet.predictions(
        context,
        spark
            .range(60)
            .selectExpr(
                "concat('pump-', id % 2) as device_id",
                "id div 2 as hour", "1 as version", "40 - id div 2 as prediction"));
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(BrokerJars.folder())) {
      TopicSink real =
          new TopicSink(Map.of("bootstrap.servers", broker.bootstrapServers()), "alerts");
      TopicSink nobody =
          new TopicSink(
              Map.of("bootstrap.servers", "127.0.0.1:9", "max.block.ms", "500"), "alerts");
      broker.createTopic("alerts", 1);

      AlertsJob.Result failed = new AlertsJob(context, List.of(nobody)).run();
      assertThat(failed.raised()).isEqualTo(2);
      assertThatThrownBy(failed::requireSent)
          .isInstanceOf(PipelineException.class)
          .hasMessageStartingWith("Cannot publish to topic 'alerts'");
      assertThat(received(broker)).isEmpty();

      // Kafka has it, and the job ends before it has written so
      new AlertsJob(context, List.of(new Dying(real))).run();
      assertThat(received(broker)).hasSize(2);
      new AlertsJob(context, List.of(real)).run().requireSent();
      new AlertsJob(context, List.of(real)).run().requireSent();
      List<ConsumerRecord<byte[], byte[]>> all = received(broker);
      assertThat(all).as("once more, and then no more").hasSize(4);
      assertThat(all).extracting(r -> text(r.key())).containsOnly("pump-0", "pump-1");
      assertThat(all.subList(2, 4))
          .extracting(r -> text(r.value()))
          .as("by which a receiver knows them")
          .containsExactlyInAnyOrderElementsOf(
              all.subList(0, 2).stream().map(r -> text(r.value())).toList())
          .allMatch(json -> json.contains("\"key\":\"short|pump-"));
    }
  }

  /** Takes everything and is killed before anybody hears of it. */
  private record Dying(AlertSink sink) implements AlertSink {
    @Override
    public String name() {
      return sink.name();
    }

    @Override
    public void send(List<AlertNotice> notices, Consumer<AlertNotice> taken) {
      sink.send(notices, notice -> {});
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> received(EmbeddedBroker broker) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(ALL));
      consumer.seekToBeginning(List.of(ALL));
      long end = consumer.endOffsets(List.of(ALL)).get(ALL);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      while (consumer.position(ALL) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
      return all;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
