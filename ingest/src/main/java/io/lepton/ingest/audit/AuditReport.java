package io.lepton.ingest.audit;

import java.util.List;

/**
 * What an audit found.
 *
 * @param table name of the bronze, silver and quarantine table
 * @param sources each partition of each topic, and each file
 * @param problems every gap and every double, a sentence each; empty if all is well
 */
public record AuditReport(String table, List<SourceAudit> sources, List<String> problems) {
  /** Copies the lists. */
  public AuditReport {
    sources = List.copyOf(sources);
    problems = List.copyOf(problems);
  }
}
