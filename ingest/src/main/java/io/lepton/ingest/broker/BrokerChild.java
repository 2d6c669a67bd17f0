package io.lepton.ingest.broker;

import io.lepton.lake.PipelineException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** The process of a broker, from its first line of log to its end. */
final class BrokerChild {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int POLL_MILLIS = 25;
  private static final List<String> FLAGS =
      List.of(
          "-Xms64m",
          "-Xmx384m",
          "-XX:+UseSerialGC",
          // a short life: the second compiler costs more than it gives
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-XX:-UsePerfData",
          "-Djava.awt.headless=true",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS");

  private final BrokerFiles files;
  private final BrokerPorts ports;
  private final Process process;

  private BrokerChild(BrokerFiles files, BrokerPorts ports, Process process) {
    this.files = files;
    this.ports = ports;
    this.process = process;
  }

  static BrokerChild start(Path jars, BrokerFiles files, BrokerPorts ports) {
    files.write(ports);
    try {
      // standard input stays a pipe from us: its end tells the child that we are gone
      Process process =
          new ProcessBuilder(command(jars, files))
              .directory(files.directory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(files.log().toFile())
              .start();
      return new BrokerChild(files, ports, process);
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot start a Kafka broker in %s: %s (expected: a Java runtime at %s). Check the installation."
              .formatted(files.directory(), e.getMessage(), java()),
          e);
    }
  }

  private static List<String> command(Path jars, BrokerFiles files) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(FLAGS);
    command.add("-cp");
    command.add(
        jars.toAbsolutePath() + File.separator + "*" + File.pathSeparator + files.classes());
    command.add(BrokerProcess.class.getName());
    command.add(files.properties().toString());
    if (!files.isFormatted()) {
      command.add(clusterId());
    }
    return command;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Kafka's ids are UUIDs in URL-safe Base64, and none starts with a dash: that is an option. */
  private static String clusterId() {
    String id;
    do {
      UUID uuid = UUID.randomUUID();
      ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * 2);
      bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
      id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    } while (id.startsWith("-"));
    return id;
  }

  BrokerPorts ports() {
    return ports;
  }

  long processId() {
    return process.pid();
  }

  /** Returns when the broker answers a client; throws when it died or took too long. */
  void awaitReady() {
    long deadline = System.nanoTime() + READY.toNanos();
    try {
      while (!ports.isOpen()) {
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw notStarted("it ended with status " + process.exitValue(), null);
        }
        requireTime(deadline);
      }
      awaitAnswer(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notStarted("interrupted while it started", e);
    }
  }

  private void awaitAnswer(long deadline) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", ports.bootstrapServers()))) {
      boolean answered = false;
      while (!answered) {
        requireTime(deadline);
        if (!process.isAlive()) {
          throw notStarted("it ended with status " + process.exitValue(), null);
        }
        answered = answers(admin);
      }
    }
  }

  private boolean answers(Admin admin) throws InterruptedException {
    try {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      // not yet: a broker that never answers ends at the deadline
      return process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void requireTime(long deadline) {
    if (System.nanoTime() - deadline > 0) {
      throw notStarted("no answer within %d seconds".formatted(READY.toSeconds()), null);
    }
  }

  private PipelineException notStarted(String found, Throwable cause) {
    return PipelineException.outside(
        "Cannot start a Kafka broker at %s: %s (expected: an answer within %d seconds). Read %s"
            .formatted(ports.bootstrapServers(), found, READY.toSeconds(), files.lastLines()),
        cause);
  }

  void stop() {
    // the handle: Process.destroy would close the pipe, and the child would halt at once
    boolean asked = process.toHandle().destroy();
    boolean interrupted = Thread.interrupted();
    try {
      if (!asked || !process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() throws InterruptedException {
    if (process.destroyForcibly().waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    throw PipelineException.outside(
        "Cannot stop the Kafka broker: process %d is still there. Kill it by hand."
            .formatted(process.pid()),
        null);
  }
}
