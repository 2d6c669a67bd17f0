package io.lepton.jobs.ingest;

import io.lepton.ingest.publish.KafkaPublisher;
import io.lepton.ingest.publish.Message;
import io.lepton.ingest.publish.Pace;
import io.lepton.ingest.publish.Topics;
import io.lepton.ingest.simulate.FleetConfig;
import io.lepton.ingest.simulate.FleetSimulator;
import io.lepton.ingest.simulate.SimulationTruth;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Progress;
import io.lepton.lake.PipelineException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/** Publishes the telemetry and the failures of a fleet that is made up. */
public final class SimulateJob {
  private static final int PARTITIONS = 2;

  private final PipelineConfig config;
  private final Progress progress;
  private final FleetSimulator simulator;

  public SimulateJob(PipelineConfig config, Progress progress) {
    FleetConfig fleet =
        config
            .simulation()
            .orElseThrow(
                () ->
                    PipelineException.config(
                        "Cannot simulate pipeline '%s': its file has no section 'simulation' (expected: one). See conf/turbofan.conf."
                            .formatted(config.pipeline())));
    this.config = config;
    this.progress = progress;
    this.simulator = new FleetSimulator(fleet);
  }

  /** Publishes all that has happened so far, as fast as the broker takes it. */
  public void history() {
    publish("simulate", simulator.history(), Pace.unlimited());
  }

  /** Publishes what the running engines send from now on until the last has failed. */
  public void live(double messagesPerSecond) {
    publish("live", simulator.live(), Pace.perSecond(messagesPerSecond));
  }

  /** Publishes the next messages of the running engines. */
  public void live(double messagesPerSecond, long messages) {
    Iterator<Message> first =
        StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(simulator.live(), Spliterator.ORDERED), false)
            .limit(messages)
            .iterator();
    publish("live", first, Pace.perSecond(messagesPerSecond));
  }

  /** What was published, and what is true of the engines. */
  public SimulationTruth truth() {
    return simulator.truth();
  }

  private void publish(String step, Iterator<Message> messages, Pace pace) {
    progress.start(step);
    Topics topics = new Topics(config.ingest().kafka().clientOptions());
    try (KafkaPublisher publisher = new KafkaPublisher(config.ingest().kafka().clientOptions())) {
      for (String topic :
          List.of(config.ingest().telemetry().topic(), config.ingest().events().topic())) {
        topics.ensure(topic, PARTITIONS);
      }
      publisher.publishAll(messages, pace, sent -> progress.update(described(sent)));
      publisher.flush();
      progress.end(described(publisher.published()));
    }
  }

  private String described(long sent) {
    return String.format(
        Locale.ROOT,
        "%,d messages of %,d engines to %s",
        sent,
        simulator.truth().devices().size(),
        config.ingest().telemetry().topic());
  }
}
