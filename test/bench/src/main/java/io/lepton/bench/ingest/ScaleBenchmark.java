package io.lepton.bench.ingest;

import io.lepton.bench.ingest.Workload.Published;
import io.lepton.bench.report.Reporting;
import io.lepton.bench.report.Spread;
import io.lepton.bench.report.Turn;
import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.table.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an ingest costs as one thing grows and all else stays: messages, devices, partitions,
 * commits in the log. To each the power is fitted that the seconds follow, by least squares of the
 * logarithms: 1 is linear, less has a fixed cost in it, more deserves a look.
 *
 * <pre>
 * ./lepton bench scale --messages 1000000,10000000 --commits 10,100,1000,10000
 * </pre>
 */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = "How the cost of ingest grows with messages, devices, partitions and commits.")
public final class ScaleBenchmark implements Callable<Integer> {
  private static final String SIZES = "Sizes, one after the other (${DEFAULT-VALUE}).";

  /** Of what is not varied. */
  private static final long MESSAGES = 1_000_000;

  private static final long PARTITIONS = 2;

  @Option(names = "--messages", split = ",", description = SIZES)
  private List<Long> messages = List.of(250_000L, 1_000_000L, 4_000_000L);

  @Option(names = "--devices", split = ",", description = SIZES)
  private List<Long> devices = List.of(10L, 1000L, 100_000L);

  @Option(names = "--partitions", split = ",", description = SIZES)
  private List<Long> partitions = List.of(1L, 2L, 4L, 8L);

  @Option(names = "--commits", split = ",", description = SIZES)
  private List<Long> commits = List.of(10L, 100L, 1000L);

  @Option(names = "--rounds", description = "Rounds after the warm-up (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--cores", description = "Cores of Spark (${DEFAULT-VALUE}).")
  private int cores = 2;

  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Mixin private BrokerOption brokers = new BrokerOption();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private final Map<String, Published> topics = new HashMap<>();

  /** What something of a size costs, in seconds, several times. */
  private interface Cost {
    List<Double> seconds(long size);
  }

  @Override
  public Integer call() throws IOException {
    if (reporting.refuses()) {
      return 1;
    }
    Path folder = Files.createTempDirectory("lepton-scale");
    try (EmbeddedBroker broker = brokers.start();
        SparkSessions.Handle spark =
            SparkSessions.open("scale", Map.of("spark.master", "local[" + cores + "]"))) {
      Lake lake = Lake.open(spark.session(), folder.resolve("log").toString());
      LongLog log = new LongLog(lake);
      ingest(
          broker, spark, MESSAGES, Publication.DEVICES, PARTITIONS); // compiles what all go through
      axis("messages", messages, n -> ingest(broker, spark, n, Publication.DEVICES, PARTITIONS));
      axis("devices", devices, n -> ingest(broker, spark, MESSAGES, n, PARTITIONS));
      axis("partitions", partitions, n -> ingest(broker, spark, MESSAGES, Publication.DEVICES, n));
      List<Spread> opened = new ArrayList<>();
      axis(
          "commits in the log, one more",
          commits,
          n -> {
            List<Double> last = log.grow(n);
            List<Double> openings = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
              openings.add(log.open());
            }
            opened.add(Spread.of(openings));
            return last;
          });
      fit("commits in the log, opened", commits, opened);
      reporting.finish(spec);
    } finally {
      Turn.delete(folder);
    }
    return 0;
  }

  private void axis(String name, List<Long> sizes, Cost cost) {
    List<Spread> costs = new ArrayList<>();
    for (long size : sizes) {
      costs.add(Spread.of(cost.seconds(size)));
      System.out.printf("  %s: %,d: %s s%n", name, size, costs.get(costs.size() - 1).text("%.3f"));
    }
    fit(name, sizes, costs);
  }

  private void fit(String name, List<Long> sizes, List<Spread> costs) {
    Trend line = new Trend();
    for (int i = 0; i < costs.size(); i++) {
      reporting.add("%s: %,d".formatted(name, sizes.get(i)), "s", costs.get(i));
      line.add(Math.log(sizes.get(i)), Math.log(costs.get(i).median()));
    }
    reporting.add(name + ": exponent", "", Spread.of(line.slope()));
    System.out.printf("%s: seconds grow with the power %.2f%n", name, line.slope());
  }

  /** Bronze, silver and quarantine, duplicates removed, from a topic of such a shape. */
  private List<Double> ingest(
      EmbeddedBroker broker,
      SparkSessions.Handle spark,
      long messageCount,
      long deviceCount,
      long partitionCount) {
    TimeFormat time = TimeFormat.EPOCH_MILLIS;
    String servers = broker.bootstrapServers();
    String topic = "t-%d-%d-%d".formatted(messageCount, deviceCount, partitionCount);
    if (!topics.containsKey(topic)) {
      broker.createTopic(topic, (int) partitionCount);
      topics.put(topic, Publication.publish(servers, topic, messageCount, (int) deviceCount, time));
    }
    Workload workload = new Workload(spark.session(), servers, topic, time, topics.get(topic));
    Rounds turns = new Rounds(workload, broker.processId());
    return turns.run(List.of(LeptonPeer.full()), rounds).stream()
        .filter(run -> run.round() > 0)
        .map(Run::wall)
        .toList();
  }
}
