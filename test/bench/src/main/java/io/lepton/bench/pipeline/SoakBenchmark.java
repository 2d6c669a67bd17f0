package io.lepton.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.bench.ingest.BrokerOption;
import io.lepton.bench.ingest.Delays;
import io.lepton.bench.ingest.TableDelays;
import io.lepton.bench.report.Reporting;
import io.lepton.bench.report.Spread;
import io.lepton.lake.session.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Ingest and stream scoring at work for hours, as processes of their own, under a steady load,
 * while one after the other is killed. Afterwards every message must be in silver and have a
 * prediction, once, by the streams alone.
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
      "A fault comes when predictions have been up to date for --fault-minutes since the last one; one that"
          + " is not recovered from before the load ends is told and not counted as a recovery.",
      "When the load has ended the streams have 15 minutes to finish, and are stopped. Ends with 1 if"
          + " anything is then missing or doubled in silver or the predictions, or if a batch score, which comes"
          + " after the count, finds anything left to do."
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
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @Option(names = "--rate", description = "Messages per second (${DEFAULT-VALUE}).")
  private int rate = 1000;

  @Option(names = "--minutes", description = "How long (${DEFAULT-VALUE}).")
  private int minutes = 120;

  @Option(
      names = "--fault-minutes",
      description = "From a recovery to the next fault (${DEFAULT-VALUE}).")
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
  private final List<Fault> unrecovered = new ArrayList<>();
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
      Load load = Load.of(broker.servers(), rate, messages);
      prepare(load);
      long measuredFrom = soak(broker, base, load, messages);
      // before any batch, which would fill in what the streams have lost
      problems.addAll(new Reconciliation(lepton).problems(messages));
      delays(base, measuredFrom);
      leftForBatch();
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

  /**
   * Faults until the load ends, and what is under way then; when readings began to count, in
   * milliseconds since 1970.
   */
  private long soak(RestartableBroker broker, Path base, Load load, int messages)
      throws IOException, InterruptedException {
    Path lake = MadeUpPipeline.lake(base);
    try (Service ingest = new Service(() -> lepton.start("ingest", "--every", "1s"));
        Service scoring = new Service(() -> lepton.start("score", "--stream"));
        SoakWatch watch =
            new SoakWatch(base.resolve("samples.csv"), lake, ingest, scoring, broker)) {
      Faults faults = new Faults(broker, ingest, scoring);
      Recovery recovery = new Recovery(watch::newestPrediction, load);
      if (recovery.seconds(System.currentTimeMillis()).isEmpty()) {
        throw new IllegalStateException(
            "the load ended before predictions were up to date (expected: more --minutes)");
      }
      long measuredFrom = System.currentTimeMillis();
      for (int next = 0; !load.isOverWithin(60_000L * faultMinutes); next++) {
        Fault fault = Fault.values()[next % Fault.values().length];
        long at = System.currentTimeMillis();
        faults.inflict(fault, load);
        note(fault, recovery.seconds(at));
      }
      finish(watch, messages);
      note(ingest, scoring, watch.samples());
      new SoakPlot(watch.samples()).write(base.resolve("soak.png"));
      return measuredFrom;
    }
  }

  private void note(Fault fault, OptionalDouble seconds) {
    if (seconds.isPresent()) {
      System.out.printf(
          "%s: predictions up to date after %.1f s%n", fault.text(), seconds.getAsDouble());
      recoveries.computeIfAbsent(fault, any -> new ArrayList<>()).add(seconds.getAsDouble());
    } else {
      System.out.printf("%s: NOT RECOVERED from before the load ended%n", fault.text());
      unrecovered.add(fault);
    }
  }

  /** What is under way when the load ends is the streams' to do, not a batch's. */
  private void finish(SoakWatch watch, int messages) throws InterruptedException {
    long start = System.nanoTime();
    long predicted = watch.predictionsWithin(messages, PATIENCE);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("the load over: %,d predictions after %.1f s%n", predicted, seconds);
    reporting.add("the load over, until streams are done", "s", Spread.of(seconds));
    if (predicted < messages) {
      problems.add(
          "streams were not done %d minutes after the load: %,d predictions (expected: %,d)"
              .formatted(PATIENCE.toMinutes(), predicted, messages));
    }
  }

  /** What a batch finds that the streams have not done. */
  private void leftForBatch() throws IOException, InterruptedException {
    JsonNode figures = new ObjectMapper().readTree(lepton.run("score", "--json")).path("figures");
    long left = figures.required("readings_scored").asLong();
    System.out.printf("a batch score found %,d readings left to do (expected: 0)%n", left);
    reporting.add("left for a batch score", "readings", Spread.of((double) left));
    if (left != 0) {
      problems.add("a batch score found %,d readings left to do (expected: 0)".formatted(left));
    }
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

  private void note(Service ingest, Service scoring, List<Sample> samples) {
    recoveries.forEach(
        (fault, seconds) -> {
          Spread spread = Spread.of(seconds);
          reporting.add(fault.text() + ", until predictions are up to date", "s", spread);
          System.out.printf(
              "%s, %d times: up to date after %s s%n",
              fault.text(), seconds.size(), spread.text("%.1f"));
        });
    reporting.add(
        "faults not recovered from before the load ended",
        "faults",
        Spread.of((double) unrecovered.size()));
    for (Map.Entry<String, Service> one : Map.of("ingest", ingest, "scoring", scoring).entrySet()) {
      if (one.getValue().ended() > 0) {
        problems.add(one.getKey() + " ended by itself, times: " + one.getValue().ended());
      }
    }
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
