/**
 * A Kafka broker of our own, for a first run and for tests; start from {@code EmbeddedBroker}.
 * Non-null unless Optional.
 */
package io.lepton.ingest.broker;
