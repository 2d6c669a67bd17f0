package io.lepton.bench.ingest;

import io.lepton.bench.ingest.Workload.Bronze;
import io.lepton.bench.ingest.Workload.Published;
import io.lepton.bench.report.Reporting;
import io.lepton.bench.report.Spread;
import io.lepton.bench.report.Turn;
import io.lepton.bench.scoring.BenchModel;
import io.lepton.ingest.IngestConfig;
import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.stream.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How late readings are in silver: from the moment a message is handed to Kafka's producer to the
 * moment its commit has returned, and to the moment a stranger sees the commit in the Delta log.
 * With an hour or more it tells, too, whether batches, heap and process stay as they are.
 *
 * <pre>
 * ./lepton bench delay --rate 1000 --seconds 120 --trigger-millis 200
 * </pre>
 */
@Command(
    name = "delay",
    mixinStandardHelpOptions = true,
    description = "From Kafka's producer to a commit that a stranger sees, under steady load.")
public final class LatencyBenchmark implements Callable<Integer> {
  private static final String TOPIC = "readings";
  private static final int PARTITIONS = 2;
  private static final double BATCH_TOLERANCE = 0.2;
  private static final double MEMORY_TOLERANCE = 0.1;

  @Option(names = "--rate", description = "Messages per second (${DEFAULT-VALUE}).")
  private int rate = 1000;

  @Option(names = "--seconds", description = "How long, after the warm-up (${DEFAULT-VALUE}).")
  private int seconds = 120;

  @Option(names = "--warm-up", description = "Seconds before that (${DEFAULT-VALUE}).")
  private int warmUp = 60;

  @Option(
      names = "--trigger-millis",
      description = "A micro-batch that often; 0: one after the other (${DEFAULT-VALUE}).")
  private int triggerMillis;

  @Option(names = "--cores", description = "Cores of Spark (${DEFAULT-VALUE}).")
  private int cores = 2;

  @Option(names = "--bronze", description = "KEPT or OFF (${DEFAULT-VALUE}).")
  private Bronze bronze = Bronze.KEPT;

  @Option(
      names = "--collect",
      description = "Collects garbage before each minute's line: the heap that lives, at a pause.")
  private boolean collect;

  @Option(
      names = "--score",
      paramLabel = "SMALL|FD001",
      description = "Scores the readings, too, in a stream, and tells how late predictions are.")
  private Optional<BenchModel> score = Optional.empty();

  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Mixin private BrokerOption brokers = new BrokerOption();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (reporting.refuses()) {
      return 1;
    }
    Path folder = Files.createTempDirectory("lepton-latency");
    try (EmbeddedBroker broker = brokers.start();
        SparkSessions.Handle spark =
            SparkSessions.open("latency", Map.of("spark.master", "local[" + cores + "]"))) {
      broker.createTopic(TOPIC, PARTITIONS);
      Workload workload =
          new Workload(
              spark.session(),
              broker.bootstrapServers(),
              TOPIC,
              TimeFormat.EPOCH_MILLIS,
              new Published(0, 0, 0, 0));
      measure(workload, folder);
      reporting.finish(spec);
    } finally {
      Turn.delete(folder);
    }
    return 0;
  }

  private void measure(Workload workload, Path folder) throws IOException {
    int messages = rate * (warmUp + seconds);
    SendTimes times =
        new SendTimes(PARTITIONS, messages / PARTITIONS + 1, rate * warmUp / PARTITIONS);
    IngestConfig config = workload.config(LiveIngest.TABLE, bronze);
    SteadyProducer producer = new SteadyProducer(workload.servers(), TOPIC, PARTITIONS, rate);
    try (LiveIngest ingest = new LiveIngest(workload.session(), config, folder, times)) {
      Optional<LiveScoring> scoring =
          score.map(
              model -> LiveScoring.start(workload.session(), config, folder, triggerMillis, model));
      StreamingQuery query = ingest.start(triggerMillis);
      long measuredFrom = System.currentTimeMillis() + 1000L * warmUp;
      Batches batches = listen(workload, LiveIngest.QUERY);
      Batches scored = listen(workload, LiveScoring.QUERY);
      try (LogWatch watch = new LogWatch(ingest.silver(), times);
          Minutes minutes = new Minutes(batches, watch, warmUp, collect)) {
        producer.send(messages, times);
        query.processAllAvailable();
        Streams.stop(query);
        scoring.ifPresent(LiveScoring::stop);
        report(ingest.delays(), watch, batches, minutes.footprint());
        if (scoring.isPresent()) {
          report(scoring.get().delays(measuredFrom), scored);
        }
      }
    }
    System.out.printf("latest message sent %.1f ms late%n", producer.mostBehindMillis());
  }

  private Batches listen(Workload workload, String query) {
    Batches batches = new Batches(query, System.nanoTime() + 1_000_000_000L * warmUp);
    workload.session().streams().addListener(batches);
    return batches;
  }

  private void report(Delays predictions, Batches scored) {
    System.out.println("until predicted, in the log:   " + predictions.text());
    System.out.printf(
        "%,d batches of scoring; median (smallest - largest):%n%s%n", scored.size(), scored.text());
    System.out.println(scored.trend().verdict("batch of scoring, ms", 1, BATCH_TOLERANCE));
    for (int percent : new int[] {50, 99}) {
      reporting.add(
          "until predicted, in the Delta log, p" + percent,
          "ms",
          Spread.of((double) predictions.quantile(percent / 100.0)));
    }
  }

  private void report(Delays delays, LogWatch watch, Batches batches, Footprint footprint) {
    System.out.printf(
        "%,d messages per second for %d s after %d s of warm-up, trigger %d ms, %d cores, bronze"
            + " %s%n",
        rate, seconds, warmUp, triggerMillis, cores, bronze);
    System.out.println("until the commit has returned: " + delays.text());
    System.out.println("until seen in the Delta log:   " + watch.delays().text());
    for (int percent : new int[] {50, 99}) {
      reporting.add(
          "until seen in the Delta log, p" + percent,
          "ms",
          Spread.of((double) watch.delays().quantile(percent / 100.0)));
    }
    System.out.printf(
        "%,d batches; median (smallest - largest):%n%s%n", batches.size(), batches.text());
    System.out.println(batches.trend().verdict("batch, ms", 1, BATCH_TOLERANCE));
    System.out.println(footprint.heap().verdict("heap after GC, MB", 1e6, MEMORY_TOLERANCE));
    System.out.println(footprint.resident().verdict("resident, MB", 1e6, MEMORY_TOLERANCE));
    System.out.printf("%,d commits added %,d files to silver%n", watch.commits(), watch.files());
  }
}
