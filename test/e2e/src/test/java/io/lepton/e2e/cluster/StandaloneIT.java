package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
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
  /** What an executor says that computes with networks. */
  private static final String COMPUTES = "CpuBackend";

  @TempDir private static Path folder;
  private static Cluster cluster;
  private static SmallFleet fleet;

  @BeforeAll
  static void start() throws Exception {
    cluster = Cluster.start(folder);
    fleet = SmallFleet.send(cluster.launcher(), folder.resolve("lake").toString());
  }

  @AfterAll
  static void stop() {
    fleet.close();
    cluster.close();
  }

  @Test
  @Order(1)
  void ingestThatLosesAWorkerTakesEachMessageOnce() throws Exception {
    Process ingest = fleet.submit("ingest", "--set", "ingest.max-offsets-per-trigger=150");
    awaitWhile(ingest, () -> commits("silver/telemetry") > 2);
    cluster.killWorker(1);
    assertThat(ingest.isAlive()).as("ingest is not over").isTrue();

    assertThat(cluster.launcher().ended("ingest", ingest).printed()).contains(fleet.ingested());
    cluster.restore();
    fleet.requireAudited();
  }

  @Test
  @Order(2)
  void trainingOnTwoExecutorsLosesOneOfThemAndNothingElse() throws Exception {
    fleet.run("features").printed();
    long before = cluster.applications();
    Process train = fleet.submit("train");
    awaitWhile(
        train, () -> cluster.applications() > before && cluster.executorsThatSay(COMPUTES) == 2);
    cluster.killWorker(1);
    assertThat(train.isAlive()).as("training is not over").isTrue();

    assertThat(cluster.launcher().ended("train", train).printed()).isEqualTo("turbofan@1");
    cluster.restore();
  }

  @Test
  @Order(3)
  void aDriverOnAWorkerTrainsTheSameNetwork() throws Exception {
    fleet
        .run(
            "train",
            "--deploy-mode",
            "cluster",
            "--driver-memory",
            "700m",
            "--conf",
            "spark.standalone.submit.waitAppCompletion=true")
        .printed();
    assertThat(coefficients(2)).isEqualTo(coefficients(1));
  }

  @Test
  @Order(4)
  void scoringThatLosesAWorkerPredictsEachReadingOnce() throws Exception {
    long before = cluster.applications();
    Process score = fleet.submit("score");
    awaitWhile(
        score, () -> cluster.applications() > before && cluster.executorsThatSay(COMPUTES) > 0);
    cluster.killWorker(2);
    assertThat(score.isAlive()).as("scoring is not over").isTrue();

    assertThat(cluster.launcher().ended("score", score).printed())
        .startsWith("%,d readings".formatted(fleet.rows()));
    cluster.restore();
    fleet.requireEachPredictedOnce();
  }

  private static void awaitWhile(Process process, Callable<Boolean> sign) {
    await()
        .atMost(Duration.ofMinutes(10))
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

  /** The parameters of a version of the model. */
  private static byte[] coefficients(int version) throws IOException {
    Path model = folder.resolve("lake/models/turbofan/%d/network.zip".formatted(version));
    try (ZipFile zip = new ZipFile(model.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("coefficients.bin"))) {
      return in.readAllBytes();
    }
  }
}
