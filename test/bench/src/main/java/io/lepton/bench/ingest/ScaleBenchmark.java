package io.lepton.bench.ingest;

import io.lepton.bench.Bench;
import io.lepton.bench.ingest.Topics.Topic;
import io.lepton.bench.report.Curves;
import io.lepton.bench.report.Measured;
import io.lepton.bench.report.Reporting;
import io.lepton.bench.report.Spread;
import io.lepton.bench.report.Trend;
import io.lepton.bench.report.Turn;
import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.table.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an ingest costs as one thing grows and all else stays: messages, devices, partitions,
 * pipelines at once, executors, commits in the log. To each the power is fitted that the seconds
 * follow, by least squares of the logarithms: 1 is linear, less has a fixed cost in it, more
 * deserves a look.
 *
 * <pre>
 * ./lepton bench scale --plot scale.png
 * </pre>
 */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description =
        "How the cost of ingest grows with messages, devices, partitions, pipelines, executors and"
            + " commits. A hundred pipelines want LEPTON_MEMORY=8g.")
public final class ScaleBenchmark implements Callable<Integer> {
  private static final String SIZES = "Sizes, one after the other (${DEFAULT-VALUE}).";

  /** Of what is not varied. */
  private static final long MESSAGES = 1_000_000;

  private static final long DEVICES = 1000;
  private static final long PARTITIONS = 2;

  /** Each executor has something to do. */
  private static final long PARTITIONS_OF_EXECUTORS = 4;

  private static final String EXECUTORS = "executors";
  private static final int EXECUTOR_MEGABYTES = 1024;

  /** What two rounds of the same differ by is no growth. */
  private static final double LINEAR = 1.05;

  @Option(names = "--messages", split = ",", description = SIZES)
  private List<Long> messages = List.of(1_000_000L, 3_000_000L, 10_000_000L);

  @Option(names = "--devices", split = ",", description = SIZES)
  private List<Long> devices = List.of(10L, 1000L, 100_000L);

  @Option(names = "--partitions", split = ",", description = SIZES)
  private List<Long> partitions = List.of(1L, 2L, 4L, 8L);

  @Option(names = "--pipelines", split = ",", description = SIZES)
  private List<Long> pipelines = List.of(1L, 10L, 100L);

  @Option(names = "--executors", split = ",", description = SIZES)
  private List<Long> executors = List.of(1L, 2L, 4L);

  @Option(names = "--commits", split = ",", description = SIZES)
  private List<Long> commits = List.of(10L, 100L, 1000L, 10_000L);

  @Option(names = "--rounds", description = "Rounds after the warm-up (${DEFAULT-VALUE}).")
  private int rounds = 2;

  @Option(names = "--cores", description = "Cores of Spark (${DEFAULT-VALUE}).")
  private int cores = 2;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draws the curves, too: a PNG.")
  private Optional<Path> plot = Optional.empty();

  /** Spark starts executors from where its environment says. */
  @Option(names = "--in-executors", hidden = true)
  private boolean inExecutors;

  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Mixin private BrokerOption brokers = new BrokerOption();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private final Curves curves = new Curves();

  /** What something of a size costs, in seconds, several times. */
  private interface Cost {
    List<Double> seconds(long size) throws IOException;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (reporting.refuses()) {
      return 1;
    }
    Path folder = Files.createTempDirectory("lepton-scale");
    try (EmbeddedBroker broker = brokers.start()) {
      Topics topics = new Topics(broker);
      if (inExecutors) {
        inExecutors(topics);
      } else {
        inThisProcess(topics, folder);
        inAnother(folder);
      }
      if (plot.isPresent()) {
        curves.write(plot.get());
      }
      reporting.finish(spec);
    } finally {
      Turn.delete(folder);
    }
    return 0;
  }

  private void inThisProcess(Topics topics, Path folder) throws IOException {
    try (SparkSessions.Handle spark =
        SparkSessions.open("scale", Map.of("spark.master", "local[" + cores + "]"))) {
      Cost first = n -> topics.seconds(spark.session(), new Topic(n, DEVICES, PARTITIONS), rounds);
      first.seconds(MESSAGES); // compiles what all go through
      axis("messages", messages, first);
      axis(
          "devices",
          devices,
          n -> topics.seconds(spark.session(), new Topic(MESSAGES, n, PARTITIONS), rounds));
      axis(
          "partitions",
          partitions,
          n -> topics.seconds(spark.session(), new Topic(MESSAGES, DEVICES, n), rounds));
      axis("pipelines", pipelines, n -> topics.seconds(spark.session(), shares((int) n), rounds));
      commits(new LongLog(Lake.open(spark.session(), folder.resolve("log").toString())));
    }
  }

  /** The messages and the devices of one, in several topics. */
  private static List<Topic> shares(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Topic(MESSAGES / count, Math.max(1, DEVICES / count), 1, i))
        .toList();
  }

  private void commits(LongLog log) throws IOException {
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
  }

  private void inExecutors(Topics topics) throws IOException {
    Topic topic = new Topic(MESSAGES, DEVICES, PARTITIONS_OF_EXECUTORS);
    axis(
        EXECUTORS,
        executors,
        n -> {
          Map<String, String> processes =
              Map.of(
                  "spark.master", "local-cluster[%d,1,%d]".formatted(n, EXECUTOR_MEGABYTES),
                  "spark.executor.memory", EXECUTOR_MEGABYTES + "m",
                  "spark.executor.extraClassPath", System.getProperty("java.class.path"));
          try (SparkSessions.Handle spark = SparkSessions.open("scale", processes)) {
            return topics.seconds(spark.session(), topic, rounds);
          }
        });
  }

  /** Executors, in a process that takes a folder for Spark's installation. */
  private void inAnother(Path folder) throws IOException, InterruptedException {
    Path home = folder.resolve("spark");
    Files.createDirectories(home.resolve("jars")); // it wants to see it; the class path is ours
    Files.createDirectories(home.resolve("launcher/target/scala-2.12"));
    Path json = folder.resolve("executors.json");
    String sizes = executors.stream().map(String::valueOf).collect(Collectors.joining(","));
    List<String> command = new ArrayList<>(List.of("scale", "--in-executors", "--any-load"));
    command.addAll(List.of("--executors", sizes, "--rounds", String.valueOf(rounds)));
    command.addAll(List.of("--json", json.toString()));
    int code = Turn.run(Bench.class, List.of(), command, Map.of("SPARK_HOME", home.toString()));
    if (code != 0) {
      throw new IllegalStateException("the ingest in executors ended with " + code);
    }
    List<Spread> costs = Measured.read(json).get(0).spreads(EXECUTORS + ": ");
    fit(EXECUTORS, executors, costs);
  }

  private void axis(String name, List<Long> sizes, Cost cost) throws IOException {
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
    curves.add(name, line.slope(), sizes, costs);
    reporting.add(name + ": exponent", "", Spread.of(line.slope()));
    System.out.printf(
        "%s: seconds grow with the power %.2f%s%n",
        name, line.slope(), line.slope() > LINEAR ? ", FASTER THAN LINEAR" : "");
  }
}
