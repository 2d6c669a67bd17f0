package io.lepton.jobs.cli;

import io.lepton.jobs.cluster.LocalCluster;
import io.lepton.lake.PipelineException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** A standalone Spark cluster on this machine, to try Lepton on one. */
@Command(
    mixinStandardHelpOptions = true,
    name = "cluster",
    description = "Run a standalone Spark cluster on this machine, for itself alone.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  lepton cluster up --workers 2 --cores 1",
      "  lepton cluster status",
      "  lepton cluster down"
    })
public final class ClusterCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--directory",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      defaultValue = "lepton-cluster",
      description = "Where process files and logs are (${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Starts what does not run yet; twice is once. */
  @Command(name = "up", description = "Start what does not run yet, and say how to submit.")
  int up(
      @Option(
              names = "--workers",
              paramLabel = "N",
              defaultValue = "2",
              description = "Workers (${DEFAULT-VALUE}).")
          int workers,
      @Option(
              names = "--cores",
              paramLabel = "N",
              defaultValue = "1",
              description = "Cores of each worker (${DEFAULT-VALUE}).")
          int cores,
      @Option(
              names = "--memory",
              paramLabel = "SIZE",
              defaultValue = "2g",
              description = "Memory of each worker (${DEFAULT-VALUE}).")
          String memory,
      @Option(
              names = "--port",
              paramLabel = "N",
              defaultValue = "7077",
              description = "Port of the master on 127.0.0.1 (${DEFAULT-VALUE}).")
          int port) {
    cluster().up(jars(), new LocalCluster.Size(port, workers, cores, memory));
    return status();
  }

  /** What runs. */
  @Command(name = "status", description = "Say what runs; exit code 4 if something does not.")
  int status() {
    PrintWriter out = spec.commandLine().getOut();
    LocalCluster cluster = cluster();
    for (LocalCluster.State state : cluster.states()) {
      out.printf(
          "%-10s %s%n",
          state.name(), state.process().map(id -> "process " + id).orElse("does not run"));
    }
    if (cluster.isUp()) {
      String master = cluster.master().orElseThrow();
      out.printf("%nThe master is %s. Submit to it with:%n", master);
      out.printf("  lepton train CONF --master %s%n", master);
      out.printf("or, with the driver on a worker:%n");
      out.printf(
          "  SPARK_HOME=%s lepton train CONF --master %s --deploy-mode cluster%n",
          cluster.home(), master);
    } else {
      out.printf("The cluster in '%s' is not up: lepton cluster up%n", directory);
    }
    out.flush();
    return cluster.isUp() ? 0 : PipelineException.Kind.OUTSIDE.exitCode();
  }

  /** Ends all of it. */
  @Command(name = "down", description = "End it; logs stay. Twice is once.")
  int down() {
    cluster().down();
    return 0;
  }

  private LocalCluster cluster() {
    return LocalCluster.in(directory);
  }

  private static Path jars() {
    Path jars = Path.of(System.getProperty("lepton.spark", "spark"));
    if (!Files.isDirectory(jars)) {
      throw PipelineException.config(
          "Cannot start a cluster: Spark's jars are not in '%s' (expected: a folder of jars). Start Lepton by its launcher, or set -Dlepton.spark."
              .formatted(jars));
    }
    return jars;
  }
}
