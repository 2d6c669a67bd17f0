package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lepton.jobs.JobCli;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training is killed in its middle with -9, an executor or all of it: the bits are the same. */
class KilledTrainingIT {
  private static final String HERE = "spark.master=local[2]";
  private static final Path CONF = Lepton.conf("cmapss-fd001.conf");

  @TempDir private static Path folder;
  private static String[] overrides;
  private static byte[] undisturbed;
  private static Process driver;

  @BeforeAll
  static void trainUndisturbed() throws Exception {
    CmapssFiles.write(folder);
    overrides =
        new String[] {
          "source.directory=" + folder,
          "lake.root=" + folder.resolve("lake"),
          "features.window.length=10",
          "training.mini-batch-size=16",
          "training.ensemble=1",
          "training.network.dropout=0.1",
          "training.epochs=20"
        };
    Lepton lepton = Lepton.with(overrides);
    lepton.run("import", CONF, "cmapss").printed();
    lepton.run("features", CONF).printed();
    driver = startTraining(HERE);
    undisturbed = trained();
  }

  @AfterEach
  void endWhatAFailedTestLeft() {
    driver.descendants().forEach(ProcessHandle::destroyForcibly);
    driver.destroyForcibly();
  }

  @Test
  void twoExecutorsOfWhichOneIsKilledGiveTheSameNetwork() throws Exception {
    Files.createDirectories(folder.resolve("spark/jars"));
    Path cards = writeCards();
    Path events = Files.createDirectories(folder.resolve("events"));
    driver =
        startTraining(
            "spark.master=local-cluster[2,1,600]",
            "spark.eventLog.enabled=true",
            "spark.eventLog.dir=" + events.toUri(),
            "spark.executor.memory=600m",
            "spark.worker.resource.gpu.amount=1",
            "spark.worker.resource.gpu.discoveryScript=" + cards,
            "spark.executor.resource.gpu.amount=1",
            "spark.task.resource.gpu.amount=1",
            "spark.executor.extraJavaOptions=-XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxbytes=1g"
                + " -Dlog4j2.configurationFile="
                + writeLogging(),
            "spark.executor.extraClassPath=" + System.getProperty("java.class.path"));
    awaitCheckpoint();
    List<ProcessHandle> executors = driver.descendants().toList();
    assertThat(executors).hasSize(2);
    assertThat(executors.get(0).destroyForcibly()).isTrue();
    assertThat(checkpoints()).as("training is not over").isNotEmpty();

    assertThat(trained()).isEqualTo(undisturbed);
    assertThat(checkpoints()).isEmpty();
    assertThat(stagesAndLosses(events)).as("lost between two stages of epochs").matches("e+xe+.*");
    assertThat(List.of(cardsOf("0"), cardsOf("1")))
        .containsExactlyInAnyOrder(List.of("0"), List.of("1"));
  }

  /** What happened, in Spark's words: e for a stage of an epoch, x for an executor that is lost. */
  private static String stagesAndLosses(Path events) throws IOException {
    StringBuilder happened = new StringBuilder();
    try (Stream<Path> logs = Files.list(events)) {
      for (String event : Files.readAllLines(logs.findFirst().orElseThrow())) {
        if (event.startsWith("{\"Event\":\"SparkListenerExecutorRemoved\"")) {
          happened.append('x');
        } else if (event.startsWith("{\"Event\":\"SparkListenerStageSubmitted\"")
            && event.contains("\"spark.job.description\":\"Epoch ")) {
          happened.append('e');
        }
      }
    }
    return happened.toString();
  }

  /** The cards that an executor said it works on. */
  private static List<String> cardsOf(String executor) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("spark/work"), 3)) {
      Path log = files.filter(file -> file.endsWith(executor + "/stderr")).findAny().orElseThrow();
      return Pattern.compile("This executor works on card (\\d+)\\.")
          .matcher(Files.readString(log))
          .results()
          .map(said -> said.group(1))
          .toList();
    }
  }

  /** What an executor says goes where Spark keeps it. */
  private static Path writeLogging() throws IOException {
    return Files.writeString(
        folder.resolve("log4j2.properties"),
        """
        appender.console.type = Console
        appender.console.name = console
        appender.console.target = SYSTEM_ERR
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %m%n
        rootLogger.level = warn
        rootLogger.appenderRef.console.ref = console
        logger.lepton.name = io.lepton
        logger.lepton.level = info
        """);
  }

  /** What Spark asks a worker's machine for: each gets another card, none of which there is. */
  private static Path writeCards() throws IOException {
    Path script = folder.resolve("cards.sh");
    Files.writeString(
        script,
        """
        #!/bin/sh
        n=0
        while ! mkdir "$(dirname "$0")/card-$n" 2> /dev/null; do n=$((n + 1)); done
        echo "{\\"name\\": \\"gpu\\", \\"addresses\\": [\\"$n\\"]}"
        """);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  @Test
  void aKilledTrainingIsTakenUpAgain() throws Exception {
    driver = startTraining(HERE);
    awaitCheckpoint();
    driver.destroyForcibly().waitFor();
    assertThat(checkpoints()).as("training is not over").isNotEmpty();

    driver = startTraining(HERE);
    assertThat(trained()).isEqualTo(undisturbed);
    assertThat(Files.readString(log())).contains("going on after epoch");
    assertThat(checkpoints()).isEmpty();
  }

  /** The parameters that the training which was started comes to. */
  private static byte[] trained() throws IOException, InterruptedException {
    assertThat(driver.waitFor()).as(Files.readString(log())).isZero();
    return coefficients(Files.readString(folder.resolve("out")));
  }

  private static Process startTraining(String... settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), JobCli.class.getName()));
    command.addAll(List.of("train", CONF.toString()));
    Arrays.stream(overrides).forEach(value -> command.addAll(List.of("--set", value)));
    Arrays.stream(settings).forEach(value -> command.addAll(List.of("--conf", value)));
    ProcessBuilder builder = new ProcessBuilder(command);
    // What Spark asks of an installation to start executors; and the threads for arithmetic that it
    // gives each of them: sums depend on how many there are.
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME", folder.resolve("spark").toString(),
                "SPARK_SCALA_VERSION", "2.12",
                "SPARK_LOCAL_IP", "127.0.0.1",
                "OMP_NUM_THREADS", "1"));
    return builder
        .redirectError(log().toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  private static Path log() {
    return folder.resolve("log");
  }

  private static void awaitCheckpoint() {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(20))
        .failFast(() -> assertThat(driver.isAlive()).as(Files.readString(log())).isTrue())
        .until(() -> !checkpoints().isEmpty());
  }

  /** Of trainings that are not over. */
  private static List<Path> checkpoints() throws IOException {
    Path all = folder.resolve("lake/checkpoints");
    if (!Files.exists(all)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(all)) {
      return files.filter(file -> file.getFileName().toString().matches("\\d{6}")).toList();
    }
  }

  /** The parameters of a model version such as {@code name@1}. */
  private static byte[] coefficients(String version) throws IOException {
    String place = version.strip().replace('@', '/');
    Path model = folder.resolve("lake/models/" + place + "/network.zip");
    try (ZipFile zip = new ZipFile(model.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("coefficients.bin"))) {
      return in.readAllBytes();
    }
  }
}
