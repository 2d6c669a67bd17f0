/**
 * Messages on their way to Kafka or straight to bronze; start from {@code Message} and {@code
 * KafkaPublisher}. Non-null unless Optional.
 */
package io.lepton.ingest.publish;
