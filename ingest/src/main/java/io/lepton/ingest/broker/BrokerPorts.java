package io.lepton.ingest.broker;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/** Where a broker listens, and the server.properties that say so. */
record BrokerPorts(int broker, int controller) {
  private static final int ANY = 0;
  private static final int CONNECT_MILLIS = 200;

  /** Two ports nobody listens on at this moment. */
  static BrokerPorts free() {
    return withBroker(ANY);
  }

  static BrokerPorts withBroker(int port) {
    try (ServerSocket broker = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
        ServerSocket controller = new ServerSocket(ANY, 1, InetAddress.getByName("127.0.0.1"))) {
      return new BrokerPorts(broker.getLocalPort(), controller.getLocalPort());
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot start a Kafka broker at 127.0.0.1:%d: %s (expected: a free port). Stop what listens there or choose another port."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + broker;
  }

  /** An open port is not yet a broker, but a closed one is none: spares a client its warnings. */
  boolean isOpen() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", broker), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A property in which {@code ${broker}} and {@code ${controller}} stand for the ports. */
  String placed(String property) {
    return property
        .replace("${broker}", String.valueOf(broker))
        .replace("${controller}", String.valueOf(controller));
  }

  String properties(Path data) {
    return """
           process.roles=broker,controller
           node.id=1
           controller.quorum.voters=1@127.0.0.1:%2$d
           listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
           advertised.listeners=BROKER://127.0.0.1:%1$d
           listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
           controller.listener.names=CONTROLLER
           inter.broker.listener.name=BROKER
           log.dirs=%3$s
           auto.create.topics.enable=false
           offsets.topic.replication.factor=1
           offsets.topic.num.partitions=1
           transaction.state.log.replication.factor=1
           transaction.state.log.min.isr=1
           transaction.state.log.num.partitions=1
           share.coordinator.state.topic.replication.factor=1
           share.coordinator.state.topic.min.isr=1
           share.coordinator.state.topic.num.partitions=1
           group.initial.rebalance.delay.ms=0
           num.network.threads=1
           num.io.threads=2
           background.threads=1
           num.recovery.threads.per.data.dir=1
           log.cleaner.threads=1
           log.cleaner.dedupe.buffer.size=4194304
           metric.reporters=
           """
        .formatted(broker, controller, data.toAbsolutePath().toString().replace("\\", "/"));
  }
}
