package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.ingest.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline, command after command, through spark-submit on a standalone cluster. */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandaloneIT {
  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static Cluster cluster;
  private static JsonNode truth;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.startTemporary(Path.of(System.getProperty("lepton.broker.lib")));
    cluster = Cluster.start(folder);
    truth =
        new ObjectMapper()
            .readTree(cluster.run("simulate", line("simulate", "--rate", "100000")).printed());
  }

  @AfterAll
  static void stop() {
    cluster.close();
    broker.close();
  }

  @Test
  @Order(1)
  void ingestThatLosesAWorkerTakesEachMessageOnce() throws Exception {
    Process ingest =
        cluster.submit("ingest", line("ingest", "--set", "ingest.max-offsets-per-trigger=200"));
    awaitWhile(ingest, () -> commits("silver/telemetry") > 2);
    cluster.killWorker(1);
    assertThat(ingest.isAlive()).as("ingest is not over").isTrue();

    long silver = truth.get("rows").asLong() + truth.get("events").asLong();
    assertThat(cluster.ended("ingest", ingest).printed()).contains("%,d silver".formatted(silver));
    cluster.restore();
    assertThat(cluster.run("audit", line("audit")).printed()).contains("accounted for, once");
  }

  @Test
  @Order(2)
  void aModelIsTrainedByADriverOnAWorker() throws Exception {
    cluster.run("features", line("features")).printed();
    cluster
        .run(
            "train",
            line(
                "train",
                "--deploy-mode",
                "cluster",
                "--driver-memory",
                "1g",
                "--conf",
                "spark.standalone.submit.waitAppCompletion=true"))
        .printed();
    assertThat(folder.resolve("lake/models/turbofan/1/manifest.json")).exists();
  }

  @Test
  @Order(3)
  void scoringThatLosesAWorkerPredictsEachReadingOnce() throws Exception {
    long before = cluster.applications();
    Process score = cluster.submit("score", line("score"));
    awaitWhile(score, () -> cluster.applications() > before && cluster.executorsSay("CpuBackend"));
    cluster.killWorker(2);
    assertThat(score.isAlive()).as("scoring is not over").isTrue();

    long rows = truth.get("rows").asLong();
    assertThat(cluster.ended("score", score).printed()).startsWith("%,d readings".formatted(rows));
    cluster.restore();
    String query =
        "SELECT count(*) AS n, count(DISTINCT device_id, event_time, sequence) AS d"
            + " FROM gold.predictions";
    assertThat(cluster.run("sql", line("sql", query)).printed().replaceAll("[^0-9|]", ""))
        .contains("%d|%d".formatted(rows, rows));
  }

  private static String[] line(String command, String... more) {
    List<String> line = new ArrayList<>(List.of(command));
    line.add(Cluster.root().resolve("conf/turbofan.conf").toString());
    line.addAll(List.of(more));
    for (String set :
        List.of(
            "ingest.kafka.bootstrap-servers=[\"" + broker.bootstrapServers() + "\"]",
            "lake.root=" + folder.resolve("lake"),
            "simulation.devices=24",
            "simulation.life.min=40",
            "simulation.life.max=80",
            "features.window.length=15",
            "features.split.validation=0.2",
            "training.workers=2",
            "training.epochs=3")) {
      line.addAll(List.of("--set", set));
    }
    return line.toArray(new String[0]);
  }

  private static void awaitWhile(Process process, Callable<Boolean> sign) {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(50))
        .failFast("the command has ended", () -> !process.isAlive())
        .until(sign);
  }

  private static long commits(String table) throws IOException {
    Path log = folder.resolve("lake/" + table + "/_delta_log");
    if (!Files.exists(log)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(log)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }
}
