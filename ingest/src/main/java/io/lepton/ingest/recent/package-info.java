/**
 * What silver took lately, so that a reading is taken once: start with {@code RecentReadings}.
 * Non-null unless Optional.
 */
package io.lepton.ingest.recent;
