package io.lepton.ingest.publish;

import static java.util.Objects.requireNonNull;

/**
 * One message on its way to a topic.
 *
 * @param topic where it goes
 * @param key the device it belongs to; messages of one key keep their order
 * @param value the payload, not copied
 */
public record Message(String topic, String key, byte[] value) {
  /** Checks that nothing is null. */
  public Message {
    requireNonNull(topic, "topic");
    requireNonNull(key, "key");
    requireNonNull(value, "value");
  }
}
