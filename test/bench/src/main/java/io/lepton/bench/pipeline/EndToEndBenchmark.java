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
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From messages in Kafka to predictions in a Delta table, with a network trained on the way: the
 * commands of Lepton one after the other, and in turns with them a program as the tutorials of
 * Spark, Delta and Deeplearning4j have it, and the one command that does a night's work. All start
 * from nothing; starting is part of it.
 *
 * <pre>
 * ./lepton bench end-to-end --devices 200 --rounds 3
 * </pre>
 */
@Command(
    name = "end-to-end",
    mixinStandardHelpOptions = true,
    description = {
      "Messages to predictions by a network trained on the way, beside a tutorial's program: by four"
          + " commands, and by 'lepton pipeline' in one process, which does more. They take turns, in the other"
          + " order in every other round; a ratio above 1 says that the first named is faster.",
      "Also what a row takes in bronze, silver and predictions, for 'lepton plan --measured'."
    })
public final class EndToEndBenchmark implements Callable<Integer> {
  private static final int READINGS = 1000;
  private static final String LEPTON = "Lepton";
  private static final String TUTORIAL = "the tutorial's program";
  private static final String PIPELINE = "lepton pipeline";
  private static final String[] COMMANDS = {"ingest", "features", "train", "score"};

  private static final String NETWORK =
      """
      features {
        label { kind = forecast, channels = [c0], steps = 1 }
        split { validation = 0, test = 0 }
      }
      training { epochs = 1, baselines.kinds = [] }
      """;

  /** An evaluation needs something to measure on. */
  private static final String HELD_OUT = "features.split.test-devices = [\"device-100000\"]\n";

  /** Where a row is measured, with the name that 'lepton plan' knows. */
  static final Map<String, String> ROWS =
      Map.of(
          "bronze/telemetry", "bytes of a reading in bronze",
          "silver/telemetry", "bytes of a reading in silver",
          "gold/predictions", "bytes of a prediction");

  @Option(names = "--devices", description = "Devices of 1,000 messages (${DEFAULT-VALUE}).")
  private int devices = 200;

  @Option(names = "--rounds", description = "Rounds (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Mixin private BrokerOption brokers = new BrokerOption();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private final Map<String, List<Double>> found = new LinkedHashMap<>();
  private final Map<String, List<Double>> bytes = new TreeMap<>();
  private final List<Contestant> contestants =
      List.of(
          new Contestant(
              LEPTON,
              "a process for each of %s; %s of heap, 1 epoch, else defaults"
                  .formatted(String.join(", ", COMMANDS), Launcher.MEMORY),
              this::lepton),
          new Contestant(
              TUTORIAL,
              "one process, windows kept as Parquet between the steps; the heap of this benchmark,"
                  + " mini-batches of 256, fitted on the driver",
              this::tutorial),
          new Contestant(
              PIPELINE,
              "one process, %s of heap; MORE work: it also evaluates on one device held out, looks for skew,"
                      .formatted(Launcher.MEMORY)
                  + " promotes and writes a report",
              this::pipeline));

  /**
   * A way from messages to predictions.
   *
   * @param name in the report
   * @param tuning what was done to make it fast, one line
   * @param way what it does in a folder of its own
   */
  private record Contestant(String name, String tuning, Way way) {}

  private interface Way {
    void run(Path folder, String servers) throws IOException, InterruptedException;
  }

  /** Something that starts processes and waits for them. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (reporting.refuses()) {
      return 1;
    }
    contestants.forEach(one -> System.out.printf("%s: %s%n", one.name, one.tuning));
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
      for (int round = 0; round < rounds; round++) {
        System.out.printf("round %d%n", round + 1);
        for (int i = 0; i < contestants.size(); i++) {
          int next = round % 2 == 0 ? i : contestants.size() - 1 - i;
          Path folder = Files.createDirectory(base.resolve("turn"));
          contestants.get(next).way.run(folder, broker.bootstrapServers());
          Turn.delete(folder);
        }
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
        LEPTON,
        () -> {
          for (String command : COMMANDS) {
            measure("lepton " + command, () -> lepton.run(command));
          }
        });
    ROWS.forEach(
        (table, name) -> {
          SeenTable seen = new SeenTable(MadeUpPipeline.lake(folder).resolve(table));
          seen.look();
          bytes.computeIfAbsent(name, any -> new ArrayList<>()).add(seen.bytesPerRow());
        });
  }

  private void pipeline(Path folder, String servers) throws IOException, InterruptedException {
    Path conf = MadeUpPipeline.write(folder, servers, NETWORK + HELD_OUT);
    Launcher lepton = new Launcher(conf, folder, Launcher.MEMORY);
    String report = folder.resolve("report.html").toString();
    measure(PIPELINE, () -> lepton.run("pipeline", "--report", report));
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
        TUTORIAL,
        () -> {
          int code = Turn.run(Bench.class, List.of(), command);
          if (code != 0) {
            throw new IllegalStateException(TUTORIAL + " ended with " + code);
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
    for (String faster : new String[] {LEPTON, PIPELINE}) {
      for (String what : new String[] {"", ", processor time"}) {
        ratio(faster, TUTORIAL, what);
      }
    }
    found.forEach((name, seconds) -> reporting.add(name, "s", Spread.of(seconds)));
    bytes.forEach(
        (name, each) -> {
          Spread spread = Spread.of(each);
          System.out.printf("%s: %s%n", name, spread.text("%.1f"));
          reporting.add(name, "bytes", spread);
        });
  }

  /** How many times as fast one is as another, round by round. */
  private void ratio(String one, String other, String what) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ratios.add(found.get(other + what).get(round) / found.get(one + what).get(round));
    }
    String name = "%s against %s%s".formatted(one, other, what);
    System.out.printf("%s: %s%n", name, Spread.of(ratios).text("%.2f"));
    reporting.ratio(name, Spread.of(ratios));
  }
}
