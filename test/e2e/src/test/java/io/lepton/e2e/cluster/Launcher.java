package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The distribution, unpacked, and a Spark to submit with: no class of this process is on the way of
 * what is submitted, only what the archive holds and Spark's own jars.
 */
final class Launcher implements AutoCloseable {
  private final Path folder;
  private final Path distribution;
  private final Map<String, String> environment;
  private final List<String> options;
  private final List<Process> started = new ArrayList<>();

  /**
   * Submits to one cluster.
   *
   * @param folder for what commands say
   * @param distribution unpacked
   * @param environment {@code SPARK_HOME} and the like
   * @param options of spark-submit, of each command
   */
  Launcher(Path folder, Path distribution, Map<String, String> environment, List<String> options) {
    this.folder = folder;
    this.distribution = distribution;
    this.environment = environment;
    this.options = options;
  }

  /**
   * How a command ended.
   *
   * @param out what it printed
   * @param err what it said beside that
   */
  record Outcome(int exitCode, String out, String err) {
    /** What it printed; fails if it did not end well. */
    String printed() {
      assertThat(exitCode).as(out + err).isZero();
      return out.strip();
    }
  }

  /** The archive of the build, or the folder that {@code -Dlepton.distribution} names. */
  static Path unpacked(Path folder) throws IOException, InterruptedException {
    String given = System.getProperty("lepton.distribution");
    if (given != null) {
      return Path.of(given);
    }
    Path archive = only(root().resolve("jobs/target"), "lepton-.*\\.tar\\.gz");
    Process tar =
        new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return only(folder, "lepton-.*");
  }

  /** Spark's jars and nothing else. */
  static Path sparkJars() {
    return root().resolve("jobs/target/spark");
  }

  /** What the build has copied of other people's servers. */
  static Path servers(String name) {
    return root().resolve("test/e2e/target").resolve(name);
  }

  /** The folder of the project. */
  static Path root() {
    return Path.of(System.getProperty("lepton.root"));
  }

  /** Starts a command. */
  Process submit(String name, List<String> line) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("lepton").toString());
    // what comes later wins
    command.addAll(options);
    command.addAll(line);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    builder.environment().put("LEPTON_MEMORY", "1g");
    builder.environment().put("LEPTON_LOG", folder.resolve(name + ".log").toString());
    Process process =
        builder
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile())
            .start();
    started.add(process);
    return process;
  }

  /** What a submitted command has come to; waits for its end. */
  Outcome ended(String name, Process process) throws IOException, InterruptedException {
    int code = process.waitFor();
    return new Outcome(
        code,
        Files.readString(folder.resolve(name + ".out")),
        Files.readString(folder.resolve(name + ".err")));
  }

  /** Runs a command to its end. */
  Outcome run(String... line) throws IOException, InterruptedException {
    return ended(line[0], submit(line[0], Arrays.asList(line)));
  }

  static Path only(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.getFileName().toString().matches(name)).toList();
      assertThat(found).as(name + " in " + folder).hasSize(1);
      return found.get(0);
    }
  }

  @Override
  public void close() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
