package io.lepton.bench.pipeline;

import io.lepton.bench.report.Machine;
import io.lepton.ingest.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A broker that comes back at the same port with what it had. */
final class RestartableBroker implements AutoCloseable {
  private final int port;
  private final Path jars;
  private final Path directory;
  private volatile EmbeddedBroker broker;

  RestartableBroker(Path jars, Path directory) throws IOException {
    this.jars = jars;
    this.directory = directory;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    broker = EmbeddedBroker.startAt(port, jars, directory);
  }

  String servers() {
    return broker.bootstrapServers();
  }

  void createTopic(String topic, int partitions) {
    broker.createTopic(topic, partitions);
  }

  /** Kills it with -9 and starts it again. */
  void kill() {
    ProcessHandle.of(broker.processId()).ifPresent(ProcessHandle::destroyForcibly);
    broker.close();
    start();
  }

  /** Starts it again after it was closed. */
  void start() {
    broker = EmbeddedBroker.startAt(port, jars, directory);
  }

  long residentBytes() {
    return Machine.residentBytes(broker.processId());
  }

  @Override
  public void close() {
    broker.close();
  }
}
