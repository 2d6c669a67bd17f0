package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.cluster.LocalCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A master and two workers of one core each, and the distribution, which submits to them. */
final class Cluster implements AutoCloseable {
  /** Short commands on a small machine: what a compiler earns back late is not worth its time. */
  static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final String MEMORY = "1500m";

  private final LocalCluster spark;
  private final LocalCluster.Size size;
  private final Launcher launcher;

  private Cluster(Path folder, List<String> options) throws IOException, InterruptedException {
    this.spark = LocalCluster.in(folder.resolve("cluster"));
    this.size = new LocalCluster.Size(freePort(), 2, 1, MEMORY);
    restore();
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("--master", spark.master().orElseThrow()));
    all.addAll(List.of("--conf", "spark.executor.memory=700m"));
    all.addAll(List.of("--conf", "spark.executor.extraJavaOptions=" + QUICK));
    all.addAll(List.of("--conf", "spark.sql.shuffle.partitions=2"));
    all.addAll(List.of("--driver-java-options", QUICK));
    this.launcher =
        new Launcher(
            folder, Launcher.unpacked(folder), Map.of("SPARK_HOME", spark.home().toString()), all);
  }

  /**
   * Starts it.
   *
   * @param options of spark-submit, of each command
   */
  static Cluster start(Path folder, String... options) throws IOException, InterruptedException {
    return new Cluster(folder, List.of(options));
  }

  /** Starts what does not run; all of it was started before. */
  void restore() {
    spark.up(Launcher.sparkJars(), size);
  }

  /** What submits to it. */
  Launcher launcher() {
    return launcher;
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

  /** How many executors of the newest application have said something in their logs. */
  long executorsThatSay(String text) throws IOException {
    List<Path> applications = applicationFolders();
    if (applications.isEmpty()) {
      return 0;
    }
    long said = 0;
    try (Stream<Path> files = Files.walk(applications.get(applications.size() - 1), 2)) {
      for (Path log : files.filter(file -> file.endsWith("stderr")).toList()) {
        said += Files.readString(log).contains(text) ? 1 : 0;
      }
    }
    return said;
  }

  /** How many applications have run here. */
  long applications() throws IOException {
    return applicationFolders().size();
  }

  private List<Path> applicationFolders() throws IOException {
    Path work = spark.home().resolveSibling("work");
    if (!Files.exists(work)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(work)) {
      return all.filter(found -> found.getFileName().toString().startsWith("app-"))
          .sorted()
          .toList();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    launcher.close();
    spark.down();
  }
}
