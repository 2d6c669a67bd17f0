package io.lepton.bench.pipeline;

import io.lepton.bench.Bench;
import io.lepton.bench.ingest.BrokerOption;
import io.lepton.bench.ingest.Publication;
import io.lepton.bench.report.Cpu;
import io.lepton.bench.report.Reporting;
import io.lepton.bench.report.Spread;
import io.lepton.bench.report.Turn;
import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From messages in Kafka to predictions in a Delta table, with a network trained on the way: the
 * commands of Lepton one after the other, and in turns with them a program as the tutorials of
 * Spark, Delta and Deeplearning4j have it. Both start from nothing; starting is part of it.
 *
 * <pre>
 * ./lepton bench end-to-end --devices 200 --rounds 3
 * </pre>
 */
@Command(
    name = "end-to-end",
    mixinStandardHelpOptions = true,
    description = "Messages to predictions by a network trained on the way, beside a tutorial's.")
public final class EndToEndBenchmark implements Callable<Integer> {
  private static final int READINGS = 1000;

  private static final String NETWORK =
      """
      features {
        label { kind = forecast, channels = [c0], steps = 1 }
        split { validation = 0, test = 0 }
      }
      training { epochs = 1, baselines.kinds = [] }
      """;

  @Option(names = "--devices", description = "Devices of 1,000 messages (${DEFAULT-VALUE}).")
  private int devices = 200;

  @Option(names = "--rounds", description = "Rounds (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Mixin private BrokerOption brokers = new BrokerOption();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private final Map<String, List<Double>> found = new LinkedHashMap<>();

  /** Something that starts processes and waits for them. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (reporting.refuses()) {
      return 1;
    }
    Path base = Files.createTempDirectory("lepton-end-to-end");
    try (EmbeddedBroker broker = brokers.start()) {
      broker.createTopic(MadeUpPipeline.TOPIC, MadeUpPipeline.PARTITIONS);
      broker.createTopic(MadeUpPipeline.EVENTS, 1);
      Publication.publish(
          broker.bootstrapServers(),
          MadeUpPipeline.TOPIC,
          (long) devices * READINGS,
          devices,
          TimeFormat.EPOCH_MILLIS);
      for (int round = 1; round <= rounds; round++) {
        Path folder = Files.createDirectories(base.resolve("round-" + round));
        lepton(folder, broker.bootstrapServers());
        tutorial(folder.resolve("tutorial"), broker.bootstrapServers());
        Turn.delete(folder);
      }
    } finally {
      Turn.delete(base);
    }
    tell();
    reporting.finish(spec);
    return 0;
  }

  private void lepton(Path folder, String servers) throws IOException, InterruptedException {
    Launcher lepton =
        new Launcher(MadeUpPipeline.write(folder, servers, NETWORK), folder, Launcher.MEMORY);
    measure(
        "Lepton",
        () -> {
          for (String command : new String[] {"ingest", "features", "train", "score"}) {
            measure("lepton " + command, () -> lepton.run(command));
          }
        });
  }

  private void tutorial(Path folder, String servers) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "tutorial-pipeline",
            "--servers",
            servers,
            "--topic",
            MadeUpPipeline.TOPIC,
            "--to",
            folder.toString());
    measure(
        "the tutorial's program",
        () -> {
          int code = Turn.run(Bench.class, List.of(), command);
          if (code != 0) {
            throw new IllegalStateException("the tutorial's program ended with " + code);
          }
        });
  }

  /** How long something takes, and how much processor time. */
  private void measure(String name, Work work) throws IOException, InterruptedException {
    double cpu = Cpu.secondsOfChildren();
    long start = System.nanoTime();
    work.run();
    double wall = (System.nanoTime() - start) / 1e9;
    double used = Cpu.secondsOfChildren() - cpu;
    System.out.printf("  %-24s %6.1f s, %6.1f s of processor time%n", name, wall, used);
    found.computeIfAbsent(name, any -> new ArrayList<>()).add(wall);
    found.computeIfAbsent(name + ", processor time", any -> new ArrayList<>()).add(used);
  }

  private void tell() {
    for (String what : new String[] {"", ", processor time"}) {
      List<Double> ours = found.get("Lepton" + what);
      List<Double> theirs = found.get("the tutorial's program" + what);
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        ratios.add(theirs.get(round) / ours.get(round));
      }
      reporting.ratio("the tutorial's program against Lepton" + what, Spread.of(ratios));
    }
    found.forEach((name, seconds) -> reporting.add(name, "s", Spread.of(seconds)));
  }
}
