package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.explain.ExplainJob;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One prediction, and why. */
@Command(
    name = "explain",
    description = {
      "Walk a prediction back: to the model version, the training set, the window and the raw bytes"
          + " of its last reading, and say on which sensors it rests.",
      "A sensor counts by what changes when its numbers are replaced by the training windows' mean"
          + " (occlusion); where several sensors say the same, none of them may count much."
    },
    footer = {
      "",
      "Example:",
      "  lepton explain conf/turbofan.conf engine-0007 2025-01-11T04:00:00Z"
    })
public final class ExplainCommand extends ConfiguredCommand {
  @Parameters(index = "1", paramLabel = "DEVICE", description = "The device.")
  private String device;

  @Parameters(
      index = "2",
      paramLabel = "TIME",
      description = "Event time of the prediction, ISO 8601 in UTC.")
  private Instant time;

  @Override
  void run(PipelineConfig config) {
    try (JobContext context = open(config)) {
      new ExplainJob(context).run(device, time).print(out(), config.features().label().unitName());
    }
  }
}
