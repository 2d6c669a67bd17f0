package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive as somebody unpacks it, and its launcher. */
@Tag("cluster")
class DistributionIT {
  private static final Pattern VERSION = Pattern.compile("-[0-9][^/]*\\.jar$");

  @TempDir private static Path folder;
  private static Path distribution;

  @BeforeAll
  static void unpack() throws Exception {
    distribution = Launcher.unpacked(folder);
  }

  @Test
  void nothingThatSparkBringsIsInside() throws Exception {
    Set<String> ours = names(distribution.resolve("lib"));
    // ND4J's, whose classes have other names than Google's
    ours.remove("guava");
    assertThat(ours)
        .contains("delta-spark_2.12", "spark-sql-kafka", "lepton-lake")
        .doesNotContainAnyElementsOf(names(Launcher.sparkJars()))
        .noneMatch(name -> name.matches("scala-.*|hadoop-.*|spark-(core|sql|mllib)_.*"));
    assertThat(distribution.resolve("conf/cluster/cards.sh")).isExecutable();
  }

  @Test
  void withoutSparkItSaysWhatIsMissing() throws Exception {
    Launcher.Outcome outcome = launch(Map.of(), "train", "conf/turbofan.conf");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("Cannot start: there is no Spark (expected: SPARK_HOME")
        .contains("Set SPARK_HOME to a Spark 3.5 with Scala 2.12.");
    Launcher.Outcome wrong =
        launch(Map.of("SPARK_HOME", folder.toString()), "train", "conf/turbofan.conf");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("is no Spark 3.5 with Scala 2.12");
  }

  @Test
  void aClusterIsBroughtUpOnceAndBackAndDown() throws Exception {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve("bin"));
    Files.createSymbolicLink(home.resolve("jars"), Launcher.sparkJars());
    Path submit = Files.createFile(home.resolve("bin/spark-submit"));
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    Map<String, String> spark = Map.of("SPARK_HOME", home.toString());
    String port = String.valueOf(Cluster.freePort());
    String[] up = {"cluster", "up", "--directory", folder.resolve("c").toString(), "--port", port};
    String[] status = {"cluster", "status", "--directory", folder.resolve("c").toString()};
    String[] down = {"cluster", "down", "--directory", folder.resolve("c").toString()};
    try {
      String first = launch(spark, up).printed();
      assertThat(first)
          .contains("worker-1", "worker-2", "lepton train CONF --master spark://127.0.0.1:" + port);
      assertThat(launch(spark, up).printed()).as("twice").isEqualTo(first);

      long worker = Long.parseLong(first.replaceAll("(?s).*worker-1 +process (\\d+).*", "$1"));
      assertThat(ProcessHandle.of(worker).orElseThrow().destroyForcibly()).isTrue();
      ProcessHandle.of(worker).ifPresent(dying -> dying.onExit().join());
      Launcher.Outcome broken = launch(spark, status);
      assertThat(broken.exitCode()).isEqualTo(4);
      assertThat(broken.out()).contains("worker-1   does not run");
      assertThat(launch(spark, up).printed()).contains("worker-1   process");
    } finally {
      launch(spark, down).printed();
    }
    assertThat(launch(spark, down).printed()).as("twice").isEmpty();
    assertThat(launch(spark, status).exitCode()).isEqualTo(4);
  }

  private static Launcher.Outcome launch(Map<String, String> environment, String... line)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(distribution.resolve("lepton").toString()));
    command.addAll(List.of(line));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    Path err = folder.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Launcher.Outcome(process.waitFor(), out, Files.readString(err));
  }

  private static Set<String> names(Path jars) throws IOException {
    try (Stream<Path> files = Files.list(jars)) {
      return files
          .map(file -> VERSION.matcher(file.getFileName().toString()).replaceAll(""))
          .collect(Collectors.toSet());
    }
  }
}
