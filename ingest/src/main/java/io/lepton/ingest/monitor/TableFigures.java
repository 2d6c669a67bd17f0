package io.lepton.ingest.monitor;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.BatchReport;
import java.util.Optional;

/**
 * What is known of a table's ingest at one moment.
 *
 * @param total counts since the start of this process
 * @param last the newest micro-batch
 * @param lag how far it is behind; empty while Kafka does not say
 * @param stateBytes what the memory of recent readings takes on this machine's disk; empty where
 *     this process has none, as on the driver of a cluster
 */
record TableFigures(
    BatchCounts total, Optional<BatchReport> last, Optional<Lag> lag, Optional<Long> stateBytes) {}
