package io.lepton.bench.scoring;

import io.lepton.bench.features.MadeUpFleet;
import io.lepton.bench.report.Contest;
import io.lepton.bench.report.Python;
import io.lepton.bench.report.Reporting;
import io.lepton.bench.report.Turn;
import io.lepton.features.Windows;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.scoring.BatchScoring;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.Predictor;
import io.lepton.scoring.ScoringConfig;
import io.lepton.scoring.ScoringModel;
import io.lepton.scoring.ScoringRuntime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The same network on one core, in windows per second: Deeplearning4j's {@code output} on
 * mini-batches that are ready, which is the limit; ONNX Runtime on the same; PyTorch where it is
 * installed; and Lepton's batch scoring, from silver to the predictions table, with either runtime.
 * All in turns; the median of the rounds, the slowest and the fastest.
 *
 * <pre>
 * ./lepton bench score --rounds 5
 * </pre>
 */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description =
        "Batch scoring, beside the network alone in Deeplearning4j, ONNX Runtime, PyTorch.")
public final class ScoreBenchmark implements Callable<Integer> {
  private static final int MINI_BATCH = 256;
  private static final int SINGLE = 20_000; // windows asked for one at a time
  private static final String READY = ", mini-batches ready";
  private static final String ALONE = ", one window at a time";

  @Option(names = "--devices", description = "Devices of 1,000 readings (${DEFAULT-VALUE}).")
  private int devices = 100;

  @Option(names = "--rounds", description = "Rounds after the one to warm up (${DEFAULT-VALUE}).")
  private int rounds = 5;

  @CommandLine.Mixin private Python python = new Python();
  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (reporting.refuses()) {
      return 1;
    }
    Path folder = Files.createTempDirectory("score-bench");
    try (SparkSessions.Handle spark =
        SparkSessions.open("bench", Map.of("spark.master", "local[1]"))) {
      Lake lake = Lake.open(spark.session(), folder.toString());
      Fleet fleet = Fleet.of(lake, devices);
      System.out.printf("%,d windows, on one core%n", devices * MadeUpFleet.READINGS);
      contest(lake, fleet).run(rounds, reporting);
      reporting.finish(spec);
    } finally {
      Turn.delete(folder);
    }
    return 0;
  }

  private Contest contest(Lake lake, Fleet fleet) throws IOException {
    MultiLayerNetwork network =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(fleet.model().networks().get(0)), false);
    Windows windows = fleet.model().spec().windows();
    long[] shape = {MINI_BATCH, windows.channels(), windows.steps()};
    List<float[]> numbers = new ArrayList<>();
    List<INDArray> arrays = new ArrayList<>();
    for (int i = 0; i < 1 + devices * MadeUpFleet.READINGS / MINI_BATCH; i++) {
      numbers.add(random(MINI_BATCH * windows.size(), i));
      arrays.add(Nd4j.create(numbers.get(i), shape, 'c'));
    }
    ScoringModel onnx = fleet.model().on(ScoringRuntime.ONNX);
    Contest all = new Contest("Deeplearning4j's output", Duration.ZERO);
    all.add("Deeplearning4j" + READY, () -> output(network, arrays));
    all.add("ONNX Runtime" + READY, () -> asked(onnx, numbers, MINI_BATCH, numbers.size()));
    if (python.has("torch", "python3-torch")) {
      String miniBatches = String.valueOf(numbers.size());
      all.add("PyTorch" + READY, () -> python.number(getClass(), "score.py", miniBatches));
    }
    for (ScoringRuntime runtime : ScoringRuntime.values()) {
      ScoringModel model = fleet.model().on(runtime);
      all.add("lepton score, " + runtime.code(), () -> scored(lake, fleet, model));
    }
    all.add("Deeplearning4j" + ALONE, () -> asked(fleet.model(), numbers, 1, SINGLE));
    all.add("ONNX Runtime" + ALONE, () -> asked(onnx, numbers, 1, SINGLE));
    return all;
  }

  private static double output(MultiLayerNetwork network, List<INDArray> miniBatches) {
    long start = System.nanoTime();
    miniBatches.forEach(miniBatch -> network.output(miniBatch, false).close());
    return perSecond((long) miniBatches.size() * MINI_BATCH, start);
  }

  private static double asked(ScoringModel model, List<float[]> numbers, int size, int times) {
    try (Predictor predictor = model.open()) {
      long start = System.nanoTime();
      for (int i = 0; i < times; i++) {
        predictor.predict(numbers.get(i % numbers.size()), size);
      }
      return perSecond((long) times * size, start);
    }
  }

  /** Silver to a table of predictions that is empty, as {@code lepton score} does it. */
  private static double scored(Lake lake, Fleet fleet, ScoringModel model) {
    ScoringConfig config =
        new ScoringConfig(
            model.name(),
            "latest",
            MINI_BATCH,
            "predictions",
            StreamTrigger.availableNow(),
            model.runtime(),
            0,
            ScoringConfig.Shadow.NONE);
    lake.drop(config.tableId());
    LakeTable predictions = lake.open(PredictionTable.spec(config.table()));
    long start = System.nanoTime();
    long windows =
        new BatchScoring(config, predictions)
            .score(
                model.broadcast(fleet.events().sparkSession()),
                fleet.silver().read(),
                fleet.events());
    return perSecond(windows, start);
  }

  private static double perSecond(long windows, long start) {
    return windows / ((System.nanoTime() - start) / 1e9);
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
