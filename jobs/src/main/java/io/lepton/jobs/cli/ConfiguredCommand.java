package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Progress;
import io.lepton.lake.PipelineException;
import io.lepton.lake.session.SparkSessions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** A command that works on one pipeline's file. */
@Command(mixinStandardHelpOptions = true)
abstract class ConfiguredCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CONF", description = "The pipeline's file.")
  private Path file;

  @Option(
      names = "--set",
      scope = ScopeType.INHERIT,
      paramLabel = "KEY=VALUE",
      description = "Another value for a key of the file; may be given more than once.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--conf",
      scope = ScopeType.INHERIT,
      paramLabel = "KEY=VALUE",
      description = "A setting for Spark, as with spark-submit; may be given more than once.")
  private Map<String, String> spark = new LinkedHashMap<>();

  @Override
  public final Integer call() {
    run(config());
    out().flush();
    return 0;
  }

  /** The file with what the command line changes in it. */
  final PipelineConfig config() {
    return configured(Map.of());
  }

  /** The file of this command with its overrides, and with some more that win over them. */
  final PipelineConfig configured(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(shorthands());
    all.putAll(overrides);
    all.putAll(more);
    return PipelineConfig.open(file, all);
  }

  /** The file as it was given. */
  final Path file() {
    return file;
  }

  /** Whether {@code --set} was given. */
  final boolean hasOverrides() {
    return !overrides.isEmpty();
  }

  /** Keys of the file that options of the command stand for. */
  Map<String, String> shorthands() {
    return Map.of();
  }

  /** Does the work. */
  abstract void run(PipelineConfig config);

  /** Opens the session and the lake of a configuration. */
  final JobContext open(PipelineConfig config) {
    Progress progress = Progress.standard();
    progress.start("spark");
    Map<String, String> settings = new LinkedHashMap<>(config.spark());
    settings.putAll(spark);
    SparkSessions.Handle session = SparkSessions.open(config.pipeline(), settings);
    try {
      JobContext context = JobContext.of(session, config, progress);
      progress.end("lake " + context.lake().root().toUri().getPath());
      return context;
    } catch (PipelineException e) {
      session.close();
      throw e;
    }
  }

  /** Where results go. */
  final PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
