package io.lepton.ingest.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lepton.ingest.IngestConfig;
import io.lepton.ingest.PartitionCounts;
import io.lepton.ingest.broker.TestingBroker;
import io.lepton.ingest.kafka.KafkaAdmin;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.SourcePositions;
import io.lepton.lake.table.TableId;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("edge")
@ExtendWith(SparkExtension.class)
final class IngestMonitorTest {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final TopicPartition partition = new TopicPartition(TestingBroker.newTopic(1), 0);

  @Test
  void tellsABatchToEveryone(SparkSession session, @TempDir Path folder) throws Exception {
    Lake lake = Lake.open(session, folder.resolve("lake").toString());
    int port = freePort();
    String group = "group-" + partition.topic();
    IngestConfig config =
        TestingIngestConfig.read(
            """
            kafka { bootstrap-servers = ["%s"], group-id = %s }
            telemetry.topic = %s
            metrics.port = %d
            """
                .formatted(TestingBroker.bootstrapServers(), group, partition.topic(), port));
    try (IngestMonitor monitor = new IngestMonitor(config, lake, Clock.systemUTC(), lines::add)) {
      monitor.watch(config.telemetry(), new SourcePositions(Map.of()));
      monitor.accept(
          TestingReports.of(
              "telemetry",
              0,
              partition.toString(),
              new PartitionCounts(0, 5, 5, 5, 0, Map.of(), 5, 0)));
      assertThat(scraped(port)).contains("lepton_ingest_messages_total{table=\"telemetry\"} 5.0");
      await()
          .untilAsserted(
              () ->
                  assertThat(committed(group)).containsEntry(partition, new OffsetAndMetadata(5)));
    }
    assertThat(lines).singleElement().asString().startsWith("telemetry  batch 0  5 messages in ");
    assertThat(lake.existing(new TableId(Layer.GOLD, "ingest_batches"), "test").read().count())
        .isEqualTo(1);
  }

  @Test
  void withoutBeingAskedItServesNothingAndHasNoGroup() {
    IngestConfig config = TestingIngestConfig.read("");
    assertThat(config.metrics().port()).isEmpty();
    assertThat(config.metrics().host()).isEqualTo("127.0.0.1");
    assertThat(config.kafka().groupId()).isEmpty();
    assertThat(TestingIngestConfig.read("metrics.table = null").metrics().table()).isEmpty();
  }

  private static String scraped(int port) throws Exception {
    URI address = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body();
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    try (KafkaAdmin admin =
        new KafkaAdmin(Map.of("bootstrap.servers", TestingBroker.bootstrapServers()))) {
      return admin.ask(
          client -> client.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
