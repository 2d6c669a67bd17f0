package io.lepton.bench.training;

import io.lepton.bench.report.Contest;
import io.lepton.bench.report.Python;
import io.lepton.bench.report.Reporting;
import io.lepton.bench.report.Spread;
import io.lepton.features.Segment;
import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.session.SparkSessions;
import io.lepton.training.EpochReport;
import io.lepton.training.ParameterAveragingTrainer;
import io.lepton.training.TrainedNetwork;
import io.lepton.training.TrainingConfig;
import io.lepton.training.TrainingSet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The same network on the same windows, in windows per second: plain {@code fit} on mini-batches
 * that are ready, which is the limit of one core; Lepton's master, and Deeplearning4j's by {@code
 * averaging-master = stock}, with one worker and with two, and as its own users start it; PyTorch
 * where it is installed. All in one process, in turns; the median of the rounds, the slowest and
 * the fastest. Then what one averaging costs.
 *
 * <pre>
 * ./lepton bench train --rounds 5
 * </pre>
 */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Training by averaging, beside plain fit, Deeplearning4j's master and PyTorch.")
public final class TrainBenchmark implements Callable<Integer> {
  private static final int MINI_BATCH = 256;
  private static final int WINDOWS = 1024; // of a device
  private static final int EPOCHS = 5;

  /** Until the virtual machine has compiled what it runs: a real training takes minutes. */
  private static final Duration WARM_UP = Duration.ofSeconds(12);

  @Option(names = "--devices", description = "Devices of 1,024 windows (${DEFAULT-VALUE}).")
  private int devices = 20;

  @Option(names = "--rounds", description = "Rounds after the one to warm up (${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--frequency", description = "Averaging frequency (${DEFAULT-VALUE}).")
  private int frequency = 10;

  @CommandLine.Mixin private Python python = new Python();
  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private JavaSparkContext spark;
  private TrainingSet set;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (reporting.refuses()) {
      return 1;
    }
    try (SparkSessions.Handle session = SparkSessions.open("bench", Map.of())) {
      spark = JavaSparkContext.fromSparkContext(session.session().sparkContext());
      List<Segment> segments = Waves.segments(devices, WINDOWS);
      set = set(segments);
      List<DataSet> ready = Waves.miniBatches(segments, MINI_BATCH);
      MultiLayerNetwork plain = train(config(1, "lepton")).network();
      System.out.printf("%,d windows, %,d parameters%n", devices * WINDOWS, plain.numParams());
      contest(plain, ready);
      plain.close();
      averagingCost("30 thousand", "mlp.units = [40]");
      averagingCost("3 million", "mlp.units = [4000]");
      reporting.finish(spec);
    }
    return 0;
  }

  private void contest(MultiLayerNetwork plain, List<DataSet> ready)
      throws IOException, InterruptedException {
    Contest contest = new Contest("plain fit", WARM_UP);
    try (SideBySide two = new SideBySide(plain, ready);
        OwnFit own = new OwnFit(spark, plain, ready, 2, frequency)) {
      contest.add("plain fit, mini-batches ready", () -> fit(plain, ready));
      contest.add("two plain fits side by side", two::windowsPerSecond);
      for (String master : new String[] {"lepton", "stock"}) {
        for (int workers = 1; workers <= 2; workers++) {
          TrainingConfig config = config(workers, master);
          contest.add(
              "%s, workers: %d, frequency: %d".formatted(master, workers, frequency),
              () -> steady(train(config)));
        }
      }
      contest.add("Deeplearning4j's own fit(rdd), workers: 2", own::windowsPerSecond);
      if (python.has("torch", "python3-torch")) {
        String windows = String.valueOf(devices * WINDOWS);
        contest.add("PyTorch, one thread", () -> python.number(getClass(), "train.py", windows));
      }
      contest.run(rounds, reporting);
    }
  }

  /** What it takes longer to average after every mini-batch than once, by two workers. */
  private void averagingCost(String parameters, String network) {
    int miniBatches = 12;
    TrainingSet small = set(Waves.segments(2, miniBatches));
    List<Double> costs = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      double often = seconds(small, "kind = mlp, " + network, 1);
      double once = seconds(small, "kind = mlp, " + network, miniBatches);
      if (round > 0) {
        costs.add(1e3 * (often - once) / (miniBatches - 1));
      }
    }
    Spread cost = Spread.of(costs);
    reporting.add("one averaging of " + parameters + " parameters", "ms", cost);
    System.out.printf("  one averaging, %-19s %s ms%n", parameters, cost.text("%.1f"));
  }

  private double seconds(TrainingSet small, String network, int averagingFrequency) {
    TrainingConfig config =
        parse(
            "network { %s }, workers = 2, averaging-frequency = %d, mini-batch-size = 1, epochs = 2"
                .formatted(network, averagingFrequency));
    return last(new ParameterAveragingTrainer(spark, config).fit(small, epoch -> {})).seconds();
  }

  private static double fit(MultiLayerNetwork network, List<DataSet> miniBatches) {
    long start = System.nanoTime();
    miniBatches.forEach(network::fit);
    return (double) miniBatches.size() * MINI_BATCH / ((System.nanoTime() - start) / 1e9);
  }

  private TrainedNetwork train(TrainingConfig config) {
    return new ParameterAveragingTrainer(spark, config).fit(set, epoch -> {});
  }

  private TrainingSet set(List<Segment> segments) {
    return new TrainingSet(
        spark.parallelize(segments, 2), spark.parallelize(List.of(), 1), Waves.examples());
  }

  /** Windows a second after the first epoch, which reads the segments and builds the networks. */
  private static double steady(TrainedNetwork trained) {
    List<EpochReport> epochs = trained.report().epochs();
    double seconds = 0;
    long windows = 0;
    for (EpochReport epoch : epochs.subList(1, epochs.size())) {
      seconds += epoch.seconds();
      windows += epoch.windows();
    }
    return windows / seconds;
  }

  private static EpochReport last(TrainedNetwork trained) {
    return trained.report().epochs().get(trained.report().epochs().size() - 1);
  }

  private TrainingConfig config(int workers, String master) {
    return parse(
        "workers = %d, averaging-frequency = %d, averaging-master = %s, epochs = %d"
            .formatted(workers, frequency, master, EPOCHS));
  }

  private static TrainingConfig parse(String training) {
    return ConfigReader.parse("pipeline = bench, training { %s }".formatted(training))
        .read(
            in -> {
              in.string("pipeline");
              return in.section("training", TrainingConfig::read);
            });
  }
}
