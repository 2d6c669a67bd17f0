package io.lepton.bench.pipeline;

import io.lepton.bench.ingest.BrokerOption;
import io.lepton.bench.ingest.Delays;
import io.lepton.bench.ingest.TableDelays;
import io.lepton.bench.report.Reporting;
import io.lepton.bench.report.Spread;
import io.lepton.lake.session.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Ingest and stream scoring at work for hours, as processes of their own, under a steady load,
 * while one after the other is killed. Afterwards every message must be in silver and have a
 * prediction, once.
 *
 * <pre>
 * ./lepton bench soak --minutes 120 --fault-minutes 5
 * </pre>
 */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Hours of ingest and stream scoring under load, while processes and the broker are killed.",
      "Ends with 1 if anything is missing or doubled in the end."
    })
public final class SoakBenchmark implements Callable<Integer> {
  private static final String NETWORK =
      """
      features {
        label.kind = none
        split { seed = 1, validation = 0.2, test = 0 }
      }
      training { network.kind = conv-autoencoder, epochs = 1 }
      scoring.trigger = 1 second
      """;

  private static final int MESSAGES_BEFORE_TRAINING_SECONDS = 70;
  private static final long BROKER_AWAY_MILLIS = 20_000;
  private static final long RECOVERED_MILLIS = 5_000;
  private static final long LOOK_MILLIS = 100;

  @Option(names = "--rate", description = "Messages per second (${DEFAULT-VALUE}).")
  private int rate = 1000;

  @Option(names = "--minutes", description = "How long (${DEFAULT-VALUE}).")
  private int minutes = 120;

  @Option(names = "--fault-minutes", description = "A fault that often (${DEFAULT-VALUE}).")
  private int faultMinutes = 5;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Where the lake, logs, samples.csv and soak.png go (${DEFAULT-VALUE}).")
  private Path folder = Path.of("lepton-soak");

  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Mixin private BrokerOption brokers = new BrokerOption();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private final Map<Fault, List<Double>> recoveries = new EnumMap<>(Fault.class);
  private final List<String> problems = new ArrayList<>();
  private Launcher lepton;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (reporting.refuses()) {
      return 1;
    }
    if (Files.exists(folder)) {
      System.out.printf("Not started: %s is there (expected: a new folder).%n", folder);
      return 2;
    }
    Path base = Files.createDirectories(folder).toAbsolutePath();
    try (RestartableBroker broker = new RestartableBroker(brokers.lib(), base.resolve("kafka"))) {
      broker.createTopic(MadeUpPipeline.TOPIC, MadeUpPipeline.PARTITIONS);
      broker.createTopic(MadeUpPipeline.EVENTS, 1);
      Path conf = MadeUpPipeline.write(base, broker.servers(), NETWORK);
      Path logs = Files.createDirectories(base.resolve("logs"));
      lepton = new Launcher(conf, logs, "1500m");
      int messages = rate * (60 * minutes + MESSAGES_BEFORE_TRAINING_SECONDS);
      Load load = new Load(broker.servers(), rate, messages);
      prepare(load);
      long measuredFrom = soak(broker, base, load);
      lepton.run("ingest");
      lepton.run("score");
      problems.addAll(new Reconciliation(lepton).problems(messages));
      delays(base, measuredFrom);
    }
    reporting.finish(spec);
    problems.forEach(problem -> System.out.println("PROBLEM: " + problem));
    return problems.isEmpty() ? 0 : 1;
  }

  /** A model of what has come so far. */
  private void prepare(Load load) throws IOException, InterruptedException {
    load.isOverWithin(1000L * MESSAGES_BEFORE_TRAINING_SECONDS);
    for (String command : new String[] {"ingest", "features", "train"}) {
      System.out.println(command);
      lepton.run(command);
    }
  }

  /** Faults until the load ends; when readings began to count, in milliseconds since 1970. */
  private long soak(RestartableBroker broker, Path base, Load load)
      throws IOException, InterruptedException {
    Path lake = MadeUpPipeline.lake(base);
    try (Service ingest = new Service(() -> lepton.start("ingest", "--every", "1s"));
        Service scoring = new Service(() -> lepton.start("score", "--stream"));
        SoakWatch watch =
            new SoakWatch(base.resolve("samples.csv"), lake, ingest, scoring, broker)) {
      Faults faults = new Faults(broker, ingest, scoring);
      awaitCaughtUp(watch, System.currentTimeMillis(), load);
      long measuredFrom = System.currentTimeMillis();
      int next = 0;
      while (!load.isOverWithin(60_000L * faultMinutes)) {
        Fault fault = Fault.values()[next++ % Fault.values().length];
        long at = System.currentTimeMillis();
        faults.inflict(fault, load);
        double seconds = awaitCaughtUp(watch, at, load);
        System.out.printf("%s: predictions up to date after %.1f s%n", fault.text(), seconds);
        recoveries.computeIfAbsent(fault, any -> new ArrayList<>()).add(seconds);
      }
      note(ingest, scoring, watch);
      new SoakPlot(watch.samples()).write(base.resolve("soak.png"));
      return measuredFrom;
    }
  }

  /** Until a reading sent after a moment is predicted and those before it are few; seconds. */
  private static double awaitCaughtUp(SoakWatch watch, long since, Load load)
      throws InterruptedException {
    boolean isUpToDate = false;
    while (!isUpToDate && !load.isOverWithin(LOOK_MILLIS)) {
      long newest = watch.newestPrediction();
      isUpToDate = newest > since && System.currentTimeMillis() - newest < RECOVERED_MILLIS;
    }
    return (System.currentTimeMillis() - since) / 1e3;
  }

  /** Does harm. */
  private final class Faults {
    private final RestartableBroker broker;
    private final Service ingest;
    private final Service scoring;

    Faults(RestartableBroker broker, Service ingest, Service scoring) {
      this.broker = broker;
      this.ingest = ingest;
      this.scoring = scoring;
    }

    void inflict(Fault fault, Load load) throws IOException, InterruptedException {
      switch (fault) {
        case INGEST_KILLED -> ingest.kill();
        case SCORING_KILLED -> scoring.kill();
        case BROKER_KILLED -> broker.kill();
        case BROKER_AWAY -> {
          broker.close();
          load.isOverWithin(BROKER_AWAY_MILLIS);
          broker.start();
        }
        case MAINTENANCE -> lepton.run("maintain");
      }
    }
  }

  private void note(Service ingest, Service scoring, SoakWatch watch) {
    recoveries.forEach(
        (fault, seconds) -> {
          Spread spread = Spread.of(seconds);
          reporting.add(fault.text() + ", until predictions are up to date", "s", spread);
          System.out.printf(
              "%s, %d times: up to date after %s s%n",
              fault.text(), seconds.size(), spread.text("%.1f"));
        });
    for (Map.Entry<String, Service> one : Map.of("ingest", ingest, "scoring", scoring).entrySet()) {
      if (one.getValue().ended() > 0) {
        problems.add(one.getKey() + " ended by itself, times: " + one.getValue().ended());
      }
    }
    List<Sample> samples = watch.samples();
    most("ingest, RAM", samples.stream().map(Sample::ingestMegabytes).toList());
    most("stream scoring, RAM", samples.stream().map(Sample::scoringMegabytes).toList());
    most("progress of both streams on disk", samples.stream().map(Sample::stateMegabytes).toList());
  }

  private void most(String name, List<Double> megabytes) {
    Spread spread = Spread.of(megabytes);
    reporting.add(name, "MB", spread);
    System.out.printf("%s: %s MB%n", name, spread.text("%.0f"));
  }

  /** Of all readings, those of the outages with them. */
  private void delays(Path base, long measuredFrom) throws IOException {
    Path lake = MadeUpPipeline.lake(base);
    try (SparkSessions.Handle spark =
        SparkSessions.open("soak", Map.of("spark.master", "local[*]"))) {
      for (String table : new String[] {"silver/telemetry", "gold/predictions"}) {
        Delays delays = TableDelays.read(spark.session(), lake.resolve(table), measuredFrom);
        System.out.printf("%s, outages included: %s%n", table, delays.text());
        for (int percent : new int[] {50, 99}) {
          reporting.add(
              "%s, from sending to the Delta log, p%d".formatted(table, percent),
              "ms",
              Spread.of((double) delays.quantile(percent / 100.0)));
        }
      }
    }
  }
}
