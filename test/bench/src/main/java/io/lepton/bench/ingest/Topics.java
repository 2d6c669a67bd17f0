package io.lepton.bench.ingest;

import io.lepton.bench.ingest.Workload.Published;
import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Topics of many shapes, each published once. */
final class Topics {
  private final EmbeddedBroker broker;
  private final Map<Topic, Published> published = new HashMap<>();

  Topics(EmbeddedBroker broker) {
    this.broker = broker;
  }

  /**
   * A topic's shape.
   *
   * @param messages in it
   * @param devices that send them in turn
   * @param partitions of it
   * @param number tells those of the same shape apart
   */
  record Topic(long messages, long devices, long partitions, int number) {
    Topic(long messages, long devices, long partitions) {
      this(messages, devices, partitions, 0);
    }

    String name() {
      return "t-%d-%d-%d-%d".formatted(messages, devices, partitions, number);
    }
  }

  /** What it takes to ingest it, in seconds, so many times after a warm-up. */
  List<Double> seconds(SparkSession session, Topic topic, int rounds) {
    return seconds(workload(session, topic), LeptonPeer.full(), rounds);
  }

  /** The same of several at once. */
  List<Double> seconds(SparkSession session, List<Topic> topics, int rounds) {
    List<Workload> workloads = topics.stream().map(topic -> workload(session, topic)).toList();
    return seconds(workloads.get(0), new Pipelines(workloads), rounds);
  }

  private List<Double> seconds(Workload workload, Peer peer, int rounds) {
    return new Rounds(workload, broker.processId())
        .run(List.of(peer), rounds).stream().filter(run -> run.round() > 0).map(Run::wall).toList();
  }

  private Workload workload(SparkSession session, Topic topic) {
    return new Workload(
        session,
        broker.bootstrapServers(),
        topic.name(),
        TimeFormat.EPOCH_MILLIS,
        published.computeIfAbsent(topic, this::publish));
  }

  private Published publish(Topic topic) {
    broker.createTopic(topic.name(), (int) topic.partitions());
    return Publication.publish(
        broker.bootstrapServers(),
        topic.name(),
        topic.messages(),
        (int) topic.devices(),
        TimeFormat.EPOCH_MILLIS);
  }
}
