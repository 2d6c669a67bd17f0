package io.lepton.ingest;

import io.lepton.lake.table.WriteIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A micro-batch that silver has committed.
 *
 * @param table name of the bronze, silver and quarantine table
 * @param identity whose micro-batch it was, and which
 * @param counts what became of its messages
 * @param started when it was handed over
 * @param finished when silver had committed it
 * @param newest Kafka's time of the youngest message; empty if there were only marks of
 *     transactions
 */
public record BatchReport(
    String table,
    WriteIdentity identity,
    BatchCounts counts,
    Instant started,
    Instant finished,
    Optional<Instant> newest) {
  /** How long it took; zero if the clock was set back meanwhile. */
  public Duration duration() {
    return finished.isBefore(started) ? Duration.ZERO : Duration.between(started, finished);
  }
}
