package io.lepton.ingest.broker;

import static java.util.Objects.requireNonNull;

import io.lepton.ingest.publish.Topics;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A single Kafka broker in a process of its own, on the loopback address only; it ends with its
 * parent, even if the parent is killed.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final int ATTEMPTS = 3;

  private final BrokerFiles files;
  private final BrokerChild child;
  private final Runnable afterClose;
  private final Thread hook = new Thread(this::stop, "embedded-broker-stop");
  private boolean closed;

  private EmbeddedBroker(BrokerFiles files, BrokerChild child, Runnable afterClose) {
    this.files = files;
    this.child = child;
    this.afterClose = afterClose;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a broker on a free port and keeps its data for the next start.
   *
   * @param jars the folder with the broker's jars
   * @param directory where its data and its log are, made if absent
   */
  public static EmbeddedBroker start(Path jars, Path directory) {
    return start(jars, new BrokerFiles(directory.toAbsolutePath()), BrokerPorts::free, () -> {});
  }

  /** The same with further properties, as {@link BrokerFiles} takes them. */
  static EmbeddedBroker start(Path jars, Path directory, Map<String, String> settings) {
    BrokerFiles files = new BrokerFiles(directory.toAbsolutePath(), settings);
    return start(jars, files, BrokerPorts::free, () -> {});
  }

  /** Starts a broker on the given port and keeps its data for the next start. */
  public static EmbeddedBroker startAt(int port, Path jars, Path directory) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port: %d (expected: 1 to 65535)".formatted(port));
    }
    BrokerFiles files = new BrokerFiles(directory.toAbsolutePath());
    return start(jars, files, () -> BrokerPorts.withBroker(port), () -> {});
  }

  /** Starts a broker on a free port in a temporary directory that is deleted on close. */
  public static EmbeddedBroker startTemporary(Path jars) {
    BrokerFiles files = new BrokerFiles(temporaryDirectory());
    try {
      return start(jars, files, BrokerPorts::free, files::delete);
    } catch (PipelineException e) {
      // the log's last lines are in the message
      files.delete();
      throw e;
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("lepton-broker").toAbsolutePath();
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot start a Kafka broker: no temporary directory in %s: %s. Make room or set java.io.tmpdir."
              .formatted(System.getProperty("java.io.tmpdir"), e),
          e);
    }
  }

  private static EmbeddedBroker start(
      Path jars, BrokerFiles files, Supplier<BrokerPorts> ports, Runnable afterClose) {
    requireJars(requireNonNull(jars, "jars"));
    for (int attempt = 1; ; attempt++) {
      BrokerChild child = BrokerChild.start(jars, files, ports.get());
      // the hook first: a stop while starting must find the child
      EmbeddedBroker broker = new EmbeddedBroker(files, child, afterClose);
      try {
        child.awaitReady();
        return broker;
      } catch (PipelineException e) {
        boolean lostPort = files.lastLines().contains("Address already in use");
        broker.abandon();
        // a port can be taken between our look and the broker's bind
        if (!lostPort || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void requireJars(Path jars) {
    boolean found = false;
    try (Stream<Path> entries = Files.list(jars)) {
      found = entries.anyMatch(jar -> jar.getFileName().toString().startsWith("kafka_"));
    } catch (IOException e) {
      throw PipelineException.outside(noJars(jars, "no such folder"), e);
    }
    if (!found) {
      throw PipelineException.config(noJars(jars, "no kafka_*.jar"));
    }
  }

  private static String noJars(Path jars, String found) {
    return "Cannot start a Kafka broker from %s: %s (expected: the jars of kafka_2.13). Build the module ingest/broker."
        .formatted(jars, found);
  }

  /** Host and port for clients. */
  public String bootstrapServers() {
    return child.ports().bootstrapServers();
  }

  /** The directory with the broker's data and its log. */
  public Path directory() {
    return files.directory();
  }

  /** The id of the broker's process. */
  public long processId() {
    return child.processId();
  }

  /** Creates a topic; one that exists is left as it is. */
  public void createTopic(String name, int partitions) {
    new Topics(Map.of("bootstrap.servers", bootstrapServers())).ensure(name, partitions);
  }

  /** Asks the broker to stop, kills it after 10 seconds; a second call does nothing. */
  @Override
  public void close() {
    if (stop()) {
      removeHook();
    }
  }

  /** True for the first caller. */
  private synchronized boolean stop() {
    if (closed) {
      return false;
    }
    closed = true;
    child.stop();
    afterClose.run();
    return true;
  }

  private void abandon() {
    child.stop();
    removeHook();
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is going down: the hook runs and finds nothing to do
    }
  }
}
