package io.lepton.ingest.broker;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** One broker for all tests of this JVM: a start costs seconds, a new topic nothing. */
public final class TestingBroker {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private TestingBroker() {}

  private static final class Shared {
    // stopped by its own shutdown hook
    static final EmbeddedBroker BROKER = EmbeddedBroker.startTemporary(jars());
  }

  /** The folder with the broker's jars. */
  public static Path jars() {
    return Path.of(System.getProperty("lepton.broker.lib"));
  }

  /** The shared broker's address. */
  public static String bootstrapServers() {
    return Shared.BROKER.bootstrapServers();
  }

  /** A new topic of its own for each caller. */
  public static String newTopic(int partitions) {
    String topic = "topic-" + TOPICS.incrementAndGet();
    Shared.BROKER.createTopic(topic, partitions);
    return topic;
  }
}
