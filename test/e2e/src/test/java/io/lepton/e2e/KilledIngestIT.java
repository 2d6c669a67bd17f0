package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.ingest.publish.KafkaPublisher;
import io.lepton.ingest.publish.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest under load is killed with -9 at random moments; nothing is lost, nothing doubled. */
class KilledIngestIT {
  /** More of them: {@code mvn verify -Dlepton.kills=30}. */
  private static final int KILLS = Integer.getInteger("lepton.kills", 4);

  private static final int MESSAGES = 2_000;
  private static final Path CONF = Lepton.conf("turbofan.conf");

  @TempDir private Path folder;

  @Test
  void countsAgreeAfterEveryKill() throws Exception {
    Path jars = Path.of(System.getProperty("lepton.broker.lib"));
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(jars)) {
      broker.createTopic("turbofan.telemetry", 2);
      broker.createTopic("turbofan.events", 1);
      Lepton lepton =
          Lepton.with(
              "ingest.kafka.bootstrap-servers=[\"" + broker.bootstrapServers() + "\"]",
              "lake.root=" + folder.resolve("lake"),
              "ingest.max-offsets-per-trigger=200");
      Random random = new Random(1);
      long sent = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        sent = publish(broker, sent);
        killAtRandom(kill, random, lepton);
      }
      lepton.run("ingest", CONF).printed();
      assertThat(lepton.run("audit", CONF).printed()).contains("accounted for, once");
      assertThat(lepton.count(CONF, "SELECT count(*) FROM silver.telemetry")).isEqualTo(sent);
      assertThat(
              lepton.count(
                  CONF, "SELECT count(DISTINCT device_id, sequence) FROM silver.telemetry"))
          .isEqualTo(sent);
    }
  }

  private static long publish(EmbeddedBroker broker, long sent) {
    try (KafkaPublisher publisher =
        new KafkaPublisher(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      for (long i = sent; i < sent + MESSAGES; i++) {
        String device = "engine-" + i % 20;
        String json =
            "{\"device\":\"%s\",\"time\":\"%s\",\"sequence\":%d,\"cycle\":%d}"
                .formatted(device, Instant.ofEpochSecond(1_700_000_000L + i), i, i / 20);
        publisher.publish(
            new Message("turbofan.telemetry", device, json.getBytes(StandardCharsets.UTF_8)));
      }
      publisher.flush();
    }
    return sent + MESSAGES;
  }

  /** Starts ingest as a process of its own, sees it commit, and kills it somewhat later. */
  private void killAtRandom(int kill, Random random, Lepton lepton)
      throws IOException, InterruptedException {
    Path log = folder.resolve(kill + ".log");
    long before = commits();
    Process ingest = lepton.start(log, "ingest", CONF, "--every", "100ms");
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(20))
        .failFast(() -> assertThat(ingest.isAlive()).as(Files.readString(log)).isTrue())
        .until(() -> commits() > before);
    // Four to ten micro-batches of a few hundred milliseconds follow.
    ingest.waitFor(random.nextInt(2_000), TimeUnit.MILLISECONDS);
    ingest.destroyForcibly().waitFor();
  }

  /** Commits of all tables: the first one of a run may be of any of them. */
  private long commits() throws IOException {
    long commits = 0;
    for (String layer : List.of("bronze", "silver")) {
      commits += Lepton.commits(folder.resolve("lake/" + layer + "/telemetry"));
    }
    return commits;
  }
}
