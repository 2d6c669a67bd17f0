/**
 * Messages to bronze, silver and quarantine; start from {@code IngestConfig}, {@code KafkaSource}
 * and {@code TelemetrySink}. Non-null unless Optional.
 */
package io.lepton.ingest;
