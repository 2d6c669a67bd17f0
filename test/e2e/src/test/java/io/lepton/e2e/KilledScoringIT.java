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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stream scoring, with a version that is tried out beside another, is killed with -9 at random
 * moments; of neither is a prediction missing or doubled.
 */
class KilledScoringIT {
  /** More of them: {@code mvn verify -Dlepton.kills=80}. */
  private static final int KILLS = Math.max(2, Integer.getInteger("lepton.kills", 8) / 4);

  private static final int READINGS = 30;
  private static final int DEVICES = 10;
  private static final Path CONF = Lepton.conf("turbofan.conf");

  @TempDir private Path folder;

  @Test
  void predictionsAreThoseOfABatchAfterEveryKill() throws Exception {
    try (EmbeddedBroker broker =
        EmbeddedBroker.startTemporary(Path.of(System.getProperty("lepton.broker.lib")))) {
      Lepton lepton =
          Lepton.with(
              "ingest.kafka.bootstrap-servers=[\"" + broker.bootstrapServers() + "\"]",
              "lake.root=" + folder.resolve("lake"),
              "simulation.devices=12",
              "simulation.life.min=30",
              "simulation.life.max=50",
              "features.window.length=10",
              "features.split.validation=0.2",
              "training.epochs=1",
              "training.baselines.kinds=[]",
              "scoring.version=1",
              "scoring.contributors=2",
              "scoring.shadow.version=2");
      lepton.run("simulate", CONF, "--rate", "100000").printed();
      for (String command : new String[] {"ingest", "features", "train"}) {
        lepton.run(command, CONF).printed();
      }
      lepton.run("train", CONF, "--set", "training.seed=2").printed();
      Random random = new Random(1);
      for (int kill = 0; kill < KILLS; kill++) {
        publish(broker, lepton, 2 * kill);
        long before = commits();
        Path log = folder.resolve(kill + ".log");
        Process scoring =
            lepton.start(log, "score", CONF, "--stream", "--set", "scoring.trigger=200 ms");
        awaitCommits(before + 1, scoring, log);
        publish(broker, lepton, 2 * kill + 1);
        if (kill % 2 == 1) {
          awaitCommits(before + 2, scoring, log);
        }
        scoring.waitFor(random.nextInt(4_000), TimeUnit.MILLISECONDS);
        scoring.destroyForcibly().waitFor();
        if (kill == 0) {
          lepton.run("score", CONF).printed();
        }
      }
      lepton.run("score", CONF, "--stream", "--set", "scoring.trigger=available-now").printed();
      String table = "scoring.table=again";
      lepton
          .run("score", CONF, "--set", table, "--set", "scoring.shadow.table=shadow_again")
          .printed();
      requireSamePredictions(lepton, "predictions", "again");
      requireSamePredictions(lepton, "shadow", "shadow_again");
    }
  }

  /**
   * The next readings of each device to silver: neighbours in the wrong order, some of them twice,
   * and one that comes only after the reading behind it was scored.
   */
  private static void publish(EmbeddedBroker broker, Lepton lepton, int round) {
    try (KafkaPublisher publisher =
        new KafkaPublisher(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      for (int reading = 0; reading < READINGS * DEVICES; reading++) {
        // 1 0 3 2 ... with the last of each round exchanged for the first of the next
        int number = round * READINGS + (((reading / DEVICES) + 1) ^ 1);
        String device = "late-" + reading % DEVICES;
        String json =
            String.format(
                Locale.ROOT,
                "{\"device\":\"%s\",\"time\":\"%s\",\"sequence\":%d,\"cycle\":%d,\"altitude\":0,"
                    + "\"mach\":0.1,\"throttle\":100,\"fan_speed\":%d}",
                device,
                Instant.ofEpochSecond(1_700_000_000L + 3600L * number),
                number,
                number,
                2000 + number % 7);
        for (int copy = reading % 3; copy < 3; copy += 2) {
          publisher.publish(
              new Message("turbofan.telemetry", device, json.getBytes(StandardCharsets.UTF_8)));
        }
      }
      publisher.flush();
    }
    lepton.run("ingest", CONF).printed();
  }

  private void awaitCommits(long commits, Process scoring, Path log) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(20))
        .failFast(() -> assertThat(scoring.isAlive()).as(Files.readString(log)).isTrue())
        .until(() -> commits() >= commits);
  }

  private long commits() throws IOException {
    return Lepton.commits(folder.resolve("lake/gold/predictions"));
  }

  private static void requireSamePredictions(Lepton lepton, String streamed, String again) {
    String key = "device_id, event_time, sequence";
    long rows = lepton.count(CONF, "SELECT count(*) FROM silver.telemetry");
    assertThat(rows).isGreaterThan(2L * KILLS * READINGS * DEVICES);
    for (String table : new String[] {streamed, again}) {
      assertThat(lepton.count(CONF, "SELECT count(*) FROM gold." + table)).isEqualTo(rows);
      assertThat(lepton.count(CONF, "SELECT count(DISTINCT %s) FROM gold.%s".formatted(key, table)))
          .isEqualTo(rows);
    }
    String apart =
        "SELECT count(*) FROM gold.%s s JOIN gold.%s a USING (%s) WHERE NOT (s.prediction <=> a.prediction"
            + " AND s.lower <=> a.lower AND s.upper <=> a.upper AND s.contributors <=> a.contributors)";
    String named = "SELECT count(*) FROM gold.%s WHERE size(contributors) = 2";
    assertThat(lepton.count(CONF, named.formatted(streamed))).isEqualTo(rows);
    assertThat(lepton.count(CONF, apart.formatted(streamed, again, key)))
        .as("predictions that a batch would not make")
        .isZero();
  }
}
