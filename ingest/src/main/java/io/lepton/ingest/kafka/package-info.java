/**
 * What is asked of Kafka itself: topics, offsets, groups, and how clients reach it; start from
 * {@code KafkaOffsets} and {@code KafkaSecurity}. Non-null unless Optional.
 */
package io.lepton.ingest.kafka;
