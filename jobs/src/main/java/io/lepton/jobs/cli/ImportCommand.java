package io.lepton.jobs.cli;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.publish.Pace;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.config.SourceConfig;
import io.lepton.jobs.console.Progress;
import io.lepton.jobs.ingest.ImportJob;
import io.lepton.jobs.ingest.IngestJob;
import io.lepton.jobs.plan.Plan;
import io.lepton.jobs.plan.Planner;
import io.lepton.lake.PipelineException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Files of real fleets. */
@Command(
    name = "import",
    description = "Read files of a real fleet to the lake or to Kafka.",
    footer = {
      "",
      "Examples:",
      "  lepton import conf/cmapss-fd001.conf cmapss --dir CMAPSSData",
      "  lepton import conf/cmapss-fd001.conf cmapss --dir CMAPSSData --to kafka --rate 5000",
      "  lepton import conf/my-plant.conf csv --file readings.csv"
    })
public final class ImportCommand extends JobCommand {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FORMAT",
      description = {
        "cmapss or csv; the section 'source' of CONF, which says what the columns mean, must have",
        "the same. Without it, what the section has."
      })
  private SourceConfig.Format format;

  @Option(names = "--dir", paramLabel = "DIR", description = "Folder with the C-MAPSS files.")
  private Path directory;

  @Option(names = "--file", paramLabel = "FILE", description = "The delimited file.")
  private Path file;

  @Option(
      names = "--to",
      paramLabel = "WHERE",
      defaultValue = "LAKE",
      description = "lake or kafka (${DEFAULT-VALUE}).")
  private Target target;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Messages per second to Kafka; as fast as it goes by default.")
  private Double rate;

  /** Where messages go. */
  enum Target {
    /** Bronze, silver and quarantine. */
    LAKE,
    /** The topics of ingest. */
    KAFKA
  }

  @Override
  Map<String, String> shorthands() {
    Map<String, String> keys = new LinkedHashMap<>();
    if (directory != null) {
      keys.put("source.directory", directory.toString());
    }
    if (file != null) {
      keys.put("source.file", file.toString());
    }
    return keys;
  }

  @Override
  void work(PipelineConfig config) {
    SourceConfig source = source(config);
    if (target == Target.KAFKA) {
      Pace pace = rate == null ? Pace.unlimited() : Pace.perSecond(rate);
      long sent = ImportJob.toKafka(config, source, pace, Progress.standard());
      out().printf("%,d messages published%n", sent);
      return;
    }
    ImportJob.requireFiles(config, source);
    try (JobContext context = open(config)) {
      BatchCounts counts = new ImportJob(context, source).toLake();
      Figures.of(counts).forEach(this::figure);
      out().println(IngestJob.described(counts));
    }
  }

  @Override
  Plan plan(Planner planner) {
    return planner.imported(source(planner.config()));
  }

  private SourceConfig source(PipelineConfig config) {
    return config
        .source()
        .filter(s -> format == null || s.format() == format)
        .orElseThrow(() -> unfit(config));
  }

  private PipelineException unfit(PipelineConfig config) {
    String found = config.source().map(s -> s.format().name()).orElse("none");
    return PipelineException.config(
        "Cannot import for pipeline '%s': its file has source.format %s (expected: %s). See conf/cmapss-fd001.conf."
            .formatted(config.pipeline(), found, format == null ? "one" : format));
  }
}
