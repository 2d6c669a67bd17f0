/**
 * A running ingest as seen from outside; start from {@code IngestMonitor}. Non-null unless
 * Optional.
 */
package io.lepton.ingest.monitor;
