package io.lepton.jobs.cli;

import io.lepton.ingest.audit.DeviceClocks;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.lake.table.LakeTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which devices' clocks are wrong. */
@Command(
    name = "clocks",
    description = {
      "Estimate how far each device's clock is from the fleet's, the worst first.",
      "Positive: ahead. The delay from event time to Kafka time is taken from silver."
    },
    footer = {"", "Example:", "  lepton clocks conf/turbofan.conf --rows 20"})
public final class ClocksCommand extends ConfiguredCommand {
  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most devices to show (${DEFAULT-VALUE}).")
  private int rows;

  @Override
  void run(PipelineConfig config) {
    try (JobContext context = open(config)) {
      LakeTable silver =
          context.lake().existing(config.ingest().telemetry().silver().id(), "lepton ingest");
      out().print(new DeviceClocks().apply(silver.read()).showString(rows, 40, false));
    }
  }
}
