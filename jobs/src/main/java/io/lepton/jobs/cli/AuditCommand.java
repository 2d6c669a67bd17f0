package io.lepton.jobs.cli;

import io.lepton.ingest.PartitionCounts;
import io.lepton.ingest.TopicConfig;
import io.lepton.ingest.audit.Audit;
import io.lepton.ingest.audit.AuditReport;
import io.lepton.ingest.audit.SourceAudit;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.lake.PipelineException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Proof that nothing was lost and nothing doubled. */
@Command(
    name = "audit",
    description = {
      "Prove that every offset went somewhere, once: messages = kept + duplicates + quarantined.",
      "Ends with 3 if there is a gap or a double."
    },
    footer = {"", "Example:", "  lepton audit conf/turbofan.conf"})
public final class AuditCommand extends ConfiguredCommand {
  private static final String LINE = "%-28s %12s %12s %12s %10s %10s %10s %8s %8s%n";

  @Override
  void run(PipelineConfig config) {
    List<String> problems = new ArrayList<>();
    try (JobContext context = open(config)) {
      out()
          .printf(
              LINE,
              "partition",
              "until",
              "messages",
              "kept",
              "duplicate",
              "quarantine",
              "no message",
              "lost",
              "erased");
      for (TopicConfig topic : config.ingest().topics()) {
        if (!context.lake().has(topic.silver().id())) {
          continue;
        }
        AuditReport report = Audit.of(context.lake(), topic);
        report.sources().forEach(this::print);
        problems.addAll(report.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw PipelineException.data(
          "Cannot account for every offset: %d problems (expected: none).%n  %s%n"
                  .formatted(problems.size(), String.join("\n  ", problems))
              + "Silver can be made anew from bronze with 'lepton replay'.");
    }
    out().println("Every offset is accounted for, once.");
  }

  private void print(SourceAudit source) {
    PartitionCounts counts = source.counts();
    out()
        .printf(
            LINE,
            source.source(),
            counts.until(),
            counts.messages(),
            counts.kept(),
            counts.duplicates(),
            counts.rejected(),
            source.empty(),
            source.lost(),
            source.erased());
  }
}
