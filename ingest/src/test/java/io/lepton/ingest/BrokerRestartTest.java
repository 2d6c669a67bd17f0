package io.lepton.ingest;

import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.ingest.broker.TestingBroker;
import io.lepton.ingest.kafka.SpecialTopics;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.stream.Streams;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away under a running ingest and comes back. */
@Tag("edge")
@ExtendWith(SparkExtension.class)
class BrokerRestartTest {
  @Test
  void ingestGoesOnWhenTheBrokerIsBack(SparkSession spark, @TempDir Path folder) throws Exception {
    Path data = folder.resolve("broker");
    EmbeddedBroker broker = EmbeddedBroker.start(TestingBroker.jars(), data);
    String servers = broker.bootstrapServers();
    int port = Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
    TestingIngest ingest = new TestingIngest(spark, folder.resolve("ingest"), "pumps", servers);
    try (SpecialTopics topics = ingest.topics()) {
      topics.create("pumps", 1, Map.of());
    }
    ingest.send(0, ingest.readings("a", 20));
    try (TelemetrySink sink = ingest.sink()) {
      StreamingQuery query = ingest.start(sink, StreamTrigger.every(Duration.ofMillis(50)));
      try {
        query.processAllAvailable();
        broker.close();
        broker = EmbeddedBroker.startAt(port, TestingBroker.jars(), data);
        ingest.send(0, ingest.readings("a", 20));
        query.processAllAvailable();
      } finally {
        Streams.stop(query);
        broker.close();
      }
    }
    ingest.exactly(40);
  }
}
