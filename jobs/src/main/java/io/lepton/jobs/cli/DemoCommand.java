package io.lepton.jobs.cli;

import io.lepton.jobs.console.Progress;
import io.lepton.jobs.pipeline.DemoJob;
import io.lepton.jobs.pipeline.DemoSummary;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole way on one machine, with a fleet that is made up. */
@Command(
    mixinStandardHelpOptions = true,
    name = "demo",
    description = "Show the whole way, from a broker and a made-up fleet to predictions.",
    footer = {
      "",
      "Examples:",
      "  lepton demo",
      "  lepton demo --quick",
      "  lepton demo --directory /tmp/lepton-demo --seed 7"
    })
public final class DemoCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--quick", description = "A smaller fleet and fewer epochs.")
  private boolean quick;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where the lake goes; a new folder below lepton-demo by default.")
  private Path directory;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed makes another fleet (${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    Path target = directory == null ? fresh() : directory;
    DemoJob job = new DemoJob(quick ? DemoJob.Size.QUICK : DemoJob.Size.FULL, seed, target);
    DemoSummary summary = job.run(Progress.standard());
    summary.print(spec.commandLine().getOut());
    return summary.agrees() ? 0 : 3;
  }

  private static Path fresh() {
    DateTimeFormatter form = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");
    return Path.of("lepton-demo", LocalDateTime.now(ZoneOffset.UTC).format(form));
  }
}
