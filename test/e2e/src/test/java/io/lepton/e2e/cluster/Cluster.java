package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.cluster.LocalCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A master and two workers, and the distribution unpacked beside them: no class of this process is
 * on the way of what is submitted, only what the archive holds and Spark's own jars.
 */
final class Cluster implements AutoCloseable {
  private static final String MEMORY = "1200m";

  private final Path folder;
  private final Path distribution;
  private final LocalCluster spark;
  private final LocalCluster.Size size;
  private final List<Process> started = new ArrayList<>();

  private Cluster(Path folder, Path distribution, int port) {
    this.folder = folder;
    this.distribution = distribution;
    this.spark = LocalCluster.in(folder.resolve("cluster"));
    this.size = new LocalCluster.Size(port, 2, 1, MEMORY);
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

  static Cluster start(Path folder) throws IOException, InterruptedException {
    Cluster cluster = new Cluster(folder, unpacked(folder), freePort());
    cluster.restore();
    return cluster;
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
    return Path.of(
        System.getProperty("lepton.spark", root().resolve("jobs/target/spark").toString()));
  }

  /** The folder of the project. */
  static Path root() {
    return Path.of(System.getProperty("lepton.root"));
  }

  /** Starts what does not run; all of it was started before. */
  void restore() {
    spark.up(sparkJars(), size);
  }

  String master() {
    return spark.master().orElseThrow();
  }

  Path distribution() {
    return distribution;
  }

  /** Starts the launcher of the distribution, submitting to this cluster. */
  Process submit(String name, String... line) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("lepton").toString());
    command.addAll(Arrays.asList(line));
    command.addAll(List.of("--master", master(), "--conf", "spark.executor.memory=700m"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SPARK_HOME", spark.home().toString());
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
  Outcome run(String name, String... line) throws IOException, InterruptedException {
    return ended(name, submit(name, line));
  }

  /** Kills a worker with -9, and what runs on it. */
  void killWorker(int number) {
    ProcessHandle worker =
        spark.states().stream()
            .filter(state -> state.name().equals("worker-" + number))
            .flatMap(state -> state.process().stream())
            .flatMap(id -> ProcessHandle.of(id).stream())
            .findFirst()
            .orElseThrow();
    List<ProcessHandle> executors = worker.descendants().toList();
    assertThat(executors).as("executors of worker " + number).isNotEmpty();
    assertThat(worker.destroyForcibly()).isTrue();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  /** Whether a line of an executor of the newest application's log holds a text. */
  boolean executorsSay(String text) throws IOException {
    Path work = folder.resolve("cluster/work");
    try (Stream<Path> all = Files.walk(work, 3)) {
      List<Path> logs = all.filter(file -> file.endsWith("stderr")).sorted().toList();
      String newest = logs.isEmpty() ? "" : application(logs.get(logs.size() - 1));
      for (Path log : logs) {
        if (application(log).equals(newest) && Files.readString(log).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }

  /** How many applications have run here. */
  long applications() throws IOException {
    Path work = folder.resolve("cluster/work");
    if (!Files.exists(work)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(work)) {
      return all.filter(found -> found.getFileName().toString().startsWith("app-")).count();
    }
  }

  private static String application(Path log) {
    return log.getParent().getParent().getFileName().toString();
  }

  static Path only(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.getFileName().toString().matches(name)).toList();
      assertThat(found).as(name + " in " + folder).hasSize(1);
      return found.get(0);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    spark.down();
  }
}
