package io.lepton.bench;

import io.lepton.bench.features.DriftBenchmark;
import io.lepton.bench.features.FeatureBenchmark;
import io.lepton.bench.ingest.IngestBenchmark;
import io.lepton.bench.ingest.LatencyBenchmark;
import io.lepton.bench.ingest.ScaleBenchmark;
import io.lepton.bench.pipeline.AccuracyBenchmark;
import io.lepton.bench.pipeline.EndToEndBenchmark;
import io.lepton.bench.pipeline.SoakBenchmark;
import io.lepton.bench.pipeline.TutorialPipeline;
import io.lepton.bench.report.Machine;
import io.lepton.bench.report.Measured;
import io.lepton.bench.report.RatioPlot;
import io.lepton.bench.report.Turn;
import io.lepton.bench.scoring.ScoreBenchmark;
import io.lepton.bench.training.TrainBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Benchmarks one after the other, each in a process of its own, in about the time that was given;
 * or one of them. Figures go to a page and to a file of JSON, ratios first.
 */
@Command(
    name = "lepton bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure Lepton beside what one would use in its place, in turns, on this machine.",
      "Without a name all but accuracy, drift, scale and soak run, sized for the minutes they are given."
    },
    subcommands = {
      IngestBenchmark.class,
      LatencyBenchmark.class,
      FeatureBenchmark.class,
      DriftBenchmark.class,
      TrainBenchmark.class,
      ScoreBenchmark.class,
      ScaleBenchmark.class,
      EndToEndBenchmark.class,
      TutorialPipeline.class,
      SoakBenchmark.class,
      AccuracyBenchmark.class
    },
    footer = {"", "Examples:", "  lepton bench --minutes 30", "  lepton bench train --rounds 5"})
public final class Bench implements Callable<Integer> {
  /** Below this there is no time for a warm-up and a round of each. */
  private static final int FEWEST_MINUTES = 5;

  /** What a set of rounds of all benchmarks takes on two cores, in minutes. */
  private static final double MINUTES_A_ROUND = 5;

  @Option(names = "--minutes", description = "About how long, at least 5 (${DEFAULT-VALUE}).")
  private int minutes = 30;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Where bench.md and bench.json go (${DEFAULT-VALUE}).")
  private Path folder = Path.of("lepton-bench");

  @Option(names = "--any-load", description = "Goes on although the machine is not quiet.")
  private boolean anyLoad;

  /** Runs what the command line asks for. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Machine machine = Machine.here();
    System.out.println(machine.description());
    if (!machine.isQuiet() && !anyLoad) {
      System.out.println("Not started: figures of a busy machine mislead. Wait, or --any-load.");
      return 1;
    }
    Files.createDirectories(folder);
    List<Measured> all = new ArrayList<>();
    for (Map.Entry<String, List<String>> one : plan(Math.max(FEWEST_MINUTES, minutes))) {
      Path figures = folder.resolve(one.getKey() + ".json");
      System.out.printf("%n== %s %s%n", one.getKey(), String.join(" ", one.getValue()));
      int code = run(one.getKey(), one.getValue(), figures);
      if (code != 0) {
        System.out.printf("%s ended with %d; the figures so far are in %s%n", one, code, folder);
        return code;
      }
      all.addAll(Measured.read(figures));
      Measured.write(all, folder.resolve("bench.json"));
      Measured.page(all, folder.resolve("bench.md"));
      RatioPlot.write(all, folder.resolve("bench.png"));
    }
    System.out.println(folder.resolve("bench.md"));
    return 0;
  }

  /** Which benchmarks, with what, in so many minutes. */
  static List<Map.Entry<String, List<String>>> plan(int minutes) {
    int rounds = (int) Math.max(1, Math.round(minutes / MINUTES_A_ROUND) - 1);
    return List.of(
        Map.entry("ingest", List.of("--rounds", "" + Math.min(rounds, 3), "--cores", "1")),
        Map.entry("delay", List.of("--seconds", "" + 30 * Math.min(rounds, 6))),
        Map.entry("delay", List.of("--score", "fd001", "--seconds", "" + 30 * Math.min(rounds, 6))),
        Map.entry("features", List.of("--devices", "1000", "--tutorial-devices", "200")),
        Map.entry("train", List.of("--rounds", "" + rounds)),
        Map.entry("score", List.of("--devices", "500", "--rounds", "" + Math.min(rounds, 3))),
        Map.entry("end-to-end", List.of("--rounds", "" + Math.min(rounds, 3))));
  }

  /** A process of its own: what one has compiled and kept must not help the next. */
  private static int run(String name, List<String> arguments, Path figures)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(arguments);
    command.addAll(List.of("--any-load", "--json", figures.toString()));
    return Turn.run(Bench.class, List.of(), command);
  }
}
