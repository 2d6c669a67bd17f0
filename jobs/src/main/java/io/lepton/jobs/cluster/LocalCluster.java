package io.lepton.jobs.cluster;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A standalone cluster of Spark on one machine: a master and workers as processes of their own, on
 * loopback alone. All that is known of it is in its folder, which is also an installation of Spark
 * ({@code spark}) to submit with.
 */
public final class LocalCluster {
  private static final String HOST = "127.0.0.1";
  private static final int SECONDS = 120;

  private final Path folder;

  private LocalCluster(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * How large a cluster is.
   *
   * @param port of the master
   * @param workers how many there are
   * @param cores of each worker
   * @param memory of each worker, as Spark writes it
   */
  public record Size(int port, int workers, int cores, String memory) {}

  /**
   * One of its processes.
   *
   * @param name master or worker-N
   * @param process its number, if it lives
   */
  public record State(String name, Optional<Long> process) {}

  /** The cluster of a folder, whether it runs or not. */
  public static LocalCluster in(Path folder) {
    return new LocalCluster(folder);
  }

  /** What {@code SPARK_HOME} is to be. */
  public Path home() {
    return folder.resolve("spark");
  }

  /** What {@code --master} is to be; nothing if it was never started. */
  public Optional<String> master() {
    try {
      return Files.exists(url()) ? Optional.of(Files.readString(url()).strip()) : Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Starts what does not run yet.
   *
   * @param jars Spark's
   * @throws PipelineException if something else has the port, or a process does not start
   */
  public void up(Path jars, Size size) {
    install(jars);
    try {
      if (daemon("master").process().isEmpty()) {
        requireFree(size.port());
        Files.writeString(url(), "spark://%s:%d\n".formatted(HOST, size.port()));
        startMaster(size.port());
      }
      for (int number = 1; number <= size.workers(); number++) {
        if (daemon("worker-" + number).process().isEmpty()) {
          startWorker(number, size);
        }
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Makes {@link #home()} an installation of Spark; starts nothing. */
  public void install(Path jars) {
    try {
      Files.createDirectories(folder);
      new SparkHome(home()).write(jars);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void startMaster(int port) {
    List<String> command = command("master.Master");
    command.addAll(List.of("--host", HOST, "--port", String.valueOf(port), "--webui-port", "0"));
    daemon("master").start(command, environment(), "I have been elected leader", SECONDS);
  }

  private void startWorker(int number, Size size) {
    List<String> command = command("worker.Worker");
    command.addAll(
        List.of(
            "--host",
            HOST,
            "--webui-port",
            "0",
            "--cores",
            String.valueOf(size.cores()),
            "--memory",
            size.memory(),
            "--work-dir",
            folder.resolve("work").toString(),
            master().orElseThrow()));
    daemon("worker-" + number)
        .start(command, environment(), "Successfully registered with master", SECONDS);
  }

  private List<String> command(String type) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(openings());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("-cp", home().resolve("jars") + "/*", "org.apache.spark.deploy." + type));
    return command;
  }

  /** What this process needs of Java 17, Spark's processes need, too. */
  static List<String> openings() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add-opens"))
        .toList();
  }

  private Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME", home().toString(), "SPARK_SCALA_VERSION", "2.12", "SPARK_LOCAL_IP", HOST);
  }

  /** Every process that was ever started here, the master first. */
  public List<State> states() {
    return daemons().stream()
        .map(daemon -> new State(daemon.name(), daemon.process().map(ProcessHandle::pid)))
        .toList();
  }

  /** Whether all of it runs. */
  public boolean isUp() {
    List<State> states = states();
    return !states.isEmpty() && states.stream().allMatch(state -> state.process().isPresent());
  }

  /** Ends all of it; its logs and the folder stay. */
  public void down() {
    List<Daemon> daemons = new ArrayList<>(daemons());
    // Workers first: without a master they would look for it.
    Collections.reverse(daemons);
    daemons.forEach(Daemon::stop);
  }

  private List<Daemon> daemons() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".pid"))
              .map(name -> name.substring(0, name.length() - ".pid".length()))
              .sorted()
              .toList();
      return names.stream().map(this::daemon).toList();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Daemon daemon(String name) {
    return new Daemon(name, folder);
  }

  private Path url() {
    return folder.resolve("master.url");
  }

  private static void requireFree(int port) {
    try {
      new ServerSocket(port, 1, InetAddress.getByName(HOST)).close();
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot start the master at %s:%d: %s (expected: a free port). Choose another with --port."
              .formatted(HOST, port, e.getMessage()),
          e);
    }
  }

  private PipelineException unusable(IOException e) {
    return PipelineException.outside(
        "Cannot use '%s': %s (expected: a folder that can be written). Choose another with --directory."
            .formatted(folder, e),
        e);
  }
}
