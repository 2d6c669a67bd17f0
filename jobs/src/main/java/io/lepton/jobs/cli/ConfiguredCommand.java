package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Progress;
import io.lepton.lake.PipelineException;
import io.lepton.lake.lock.LockScope;
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

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description =
          "Print the result as one line of JSON; what is for people goes to standard error.")
  private boolean json;

  private final JobLine line = new JobLine();

  @Override
  public final Integer call() {
    return ending(spec.name(), () -> run(config()));
  }

  /** Does the work and says how it ended, in the way that was asked for. */
  final int ending(String job, Runnable work) {
    try {
      work.run();
      out().flush();
      tell(line.done(job));
      return 0;
    } catch (Exception e) { // Spark's own are checked, but not declared
      String error = Failures.known(e).map(Throwable::getMessage).orElse("a bug of Lepton: " + e);
      tell(line.failed(job, Failures.exitCode(e), error));
      throw e;
    }
  }

  private void tell(String text) {
    if (json) {
      spec.commandLine().getOut().println(text);
      spec.commandLine().getOut().flush();
    }
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
      if (json) {
        line.begins(context);
        context.beforeClose(() -> line.ends(context));
      }
      return context;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /**
   * Opens it for a job that others of the same model must not overlap.
   *
   * @throws PipelineException of kind BUSY if one is at work
   */
  final JobContext openAlone(PipelineConfig config) {
    return openAlone(config, LockScope.model(config.scoring().model()));
  }

  /** Opens it for a job that wants more, or less, for itself. */
  final JobContext openAlone(PipelineConfig config, LockScope scope) {
    JobContext context = open(config);
    try {
      context.lock(scope, spec.qualifiedName() + " " + file);
      return context;
    } catch (PipelineException e) {
      context.close();
      throw e;
    }
  }

  /** Whether a program reads the result. */
  final boolean isForMachines() {
    return json;
  }

  /** A figure of the result. */
  final void figure(String name, double value) {
    line.figure(name, value);
  }

  /** A count of the result. */
  final void figure(String name, long count) {
    line.figure(name, (double) count);
  }

  /** What a machine is told. */
  final JobLine line() {
    return line;
  }

  /** Where results go that people read. */
  final PrintWriter out() {
    return json ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }
}
