package io.lepton.jobs.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lepton.ingest.publish.KafkaPublisher;
import io.lepton.ingest.publish.Message;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Alerts as JSON in a Kafka topic, keyed by device.
 *
 * @param options of Kafka's producer
 * @param topic the topic
 */
record TopicSink(Map<String, String> options, String topic) implements AlertSink {
  @Override
  public String name() {
    return "kafka:" + topic;
  }

  @Override
  public void send(List<AlertNotice> notices, Consumer<AlertNotice> taken) {
    try (KafkaPublisher publisher = new KafkaPublisher(options)) {
      for (AlertNotice notice : notices) {
        publisher.publish(
            new Message(topic, notice.alert().device(), notice.alert().json().getBytes(UTF_8)));
      }
      publisher.flush();
    }
    notices.forEach(taken);
  }
}
