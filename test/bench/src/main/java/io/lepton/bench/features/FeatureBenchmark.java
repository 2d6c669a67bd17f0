package io.lepton.bench.features;

import io.lepton.bench.report.Reporting;
import io.lepton.bench.report.Spread;
import io.lepton.bench.report.Turn;
import io.lepton.features.BuildTrainingSet;
import io.lepton.features.Examples;
import io.lepton.features.FeatureConfig;
import io.lepton.features.FeatureSpec;
import io.lepton.features.Segment;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A made-up fleet to a training set and its windows to a trainer, beside a plain read of the
 * training set's Parquet files; and, for a smaller fleet, in turns with a tutorial's way. Sizes are
 * on disk.
 *
 * <pre>
 * ./lepton bench features --devices 1000 --tutorial-devices 200
 * </pre>
 */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description =
        "A fleet to a training set and its windows to a trainer, beside a tutorial's way.")
public final class FeatureBenchmark implements Callable<Integer> {
  private static final int LENGTH = 50;
  private static final int MINI_BATCH = 256;
  private static final String BUILD = "build, s";
  private static final String CUT = "windows to a trainer, windows/s";
  private static final String WHOLE = "build and one pass, s";
  private static final String RAW = "the same files, read raw, windows/s";
  private static final String BYTES = "bytes against silver";

  @Option(names = "--devices", description = "Devices of 1,000 readings (${DEFAULT-VALUE}).")
  private int devices = 1000;

  @Option(
      names = "--tutorial-devices",
      description =
          "Devices for the tutorial way, which needs room; 0 for none (${DEFAULT-VALUE}).")
  private int tutorialDevices = 200;

  @Option(names = "--rounds", description = "Rounds after the one to warm up (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--cores", description = "Cores of Spark (${DEFAULT-VALUE}).")
  private int cores = 2;

  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private final TutorialWindows tutorial = new TutorialWindows(LENGTH, MINI_BATCH);

  /** What was measured, by name, round by round. */
  private static final class Figures {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String name, double value) {
      System.out.printf("  %-40s %,.3f%n", name, value);
      values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }

    Spread of(String name) {
      return Spread.of(values.get(name));
    }

    Spread ratio(String one, String other) {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < values.get(one).size(); round++) {
        ratios.add(values.get(one).get(round) / values.get(other).get(round));
      }
      return Spread.of(ratios);
    }
  }

  @Override
  public Integer call() throws IOException {
    if (reporting.refuses()) {
      return 1;
    }
    Path folder = Files.createTempDirectory("features-bench");
    try (SparkSessions.Handle spark =
        SparkSessions.open("bench", Map.of("spark.master", "local[" + cores + "]"))) {
      Lake lake = Lake.open(spark.session(), folder.toString());
      alone(lake);
      if (tutorialDevices > 0) {
        inTurns(lake, folder.resolve("tutorial"));
      }
      reporting.finish(spec);
    } finally {
      Turn.delete(folder);
    }
    return 0;
  }

  private void alone(Lake lake) throws IOException {
    LakeTable silver = MadeUpFleet.silver(lake, devices);
    Figures found = new Figures();
    for (int round = 0; round <= rounds; round++) {
      System.out.println(round == 0 ? "warm-up" : "round " + round);
      lepton(lake, silver, round == 0 ? new Figures() : found);
    }
    reporting.ratio("windows to a trainer against the files, read raw", found.ratio(CUT, RAW));
    reporting.ratio("bytes of the training set against silver", found.of(BYTES));
    reporting.add(
        "build of %,d readings".formatted((long) devices * MadeUpFleet.READINGS),
        "s",
        found.of(BUILD));
    reporting.add("windows to a trainer", "windows/s", found.of(CUT));
  }

  private void inTurns(Lake lake, Path target) throws IOException {
    System.out.printf("in turns with the tutorial's way, %d devices%n", tutorialDevices);
    LakeTable silver = MadeUpFleet.silver(lake, tutorialDevices);
    Figures ours = new Figures();
    Figures theirs = new Figures();
    for (int round = 0; round <= rounds; round++) {
      System.out.println(round == 0 ? "warm-up" : "round " + round);
      if (round % 2 == 0) {
        lepton(lake, silver, round == 0 ? new Figures() : ours);
      }
      tutorial(silver, target, round == 0 ? new Figures() : theirs);
      if (round % 2 == 1) {
        lepton(lake, silver, ours);
      }
    }
    ours.values.forEach((name, values) -> theirs.values.put("Lepton's " + name, values));
    reporting.ratio(
        "windows to a trainer against the tutorial", theirs.ratio("Lepton's " + CUT, CUT));
    reporting.ratio(
        "build and one pass against the tutorial", theirs.ratio(WHOLE, "Lepton's " + WHOLE));
    reporting.add("the tutorial's build and one pass", "s", theirs.of(WHOLE));
    reporting.add("Lepton's build and one pass", "s", ours.of(WHOLE));
  }

  private void lepton(Lake lake, LakeTable silver, Figures found) throws IOException {
    FeatureConfig config = config();
    LakeTable trainingSet = lake.open(TrainingSetTable.spec(config.table()));
    Dataset<Row> events = silver.read().selectExpr("device_id", "event_time", "'none' as kind");
    long start = System.nanoTime();
    BuildTrainingSet.Built built =
        new BuildTrainingSet(config).apply(silver.read(), events.limit(0));
    long version = trainingSet.overwrite(built.rows(), "bench");
    double building = seconds(start);
    Dataset<Row> rows = trainingSet.readLongRowsAt(version);
    start = System.nanoTime();
    long windows = cut(rows, built.spec());
    double cutting = seconds(start);
    found.add(BUILD, building);
    found.add(CUT, windows / cutting);
    found.add(WHOLE, building + cutting);
    start = System.nanoTime();
    rows.write().format("noop").mode(SaveMode.Overwrite).save();
    found.add(RAW, windows / seconds(start));
    found.add(BYTES, (double) bytes(rows) / bytes(silver.read()));
  }

  private void tutorial(LakeTable silver, Path target, Figures found) throws IOException {
    long start = System.nanoTime();
    tutorial.build(silver.read(), target);
    double building = seconds(start);
    start = System.nanoTime();
    Dataset<Row> written = silver.read().sparkSession().read().parquet(target.toString());
    long windows = tutorial.read(written);
    double reading = seconds(start);
    found.add(BUILD, building);
    found.add(CUT, windows / reading);
    found.add(WHOLE, building + reading);
    found.add(BYTES, (double) bytes(written) / bytes(silver.read()));
  }

  /** Cuts every window into mini-batches, as a trainer does. */
  private static long cut(Dataset<Row> rows, FeatureSpec spec) {
    return TrainingSetTable.segments(rows, Split.TRAIN)
        .mapPartitions(
            segments -> {
              float[] inputs = new float[MINI_BATCH * spec.windows().size()];
              float[] outputs = new float[MINI_BATCH * spec.examples().targets().size()];
              long windows = 0;
              Examples examples = spec.examples();
              while (segments.hasNext()) {
                Segment segment = segments.next();
                for (int w = 0; w < segment.windows(); w++) {
                  examples.cut(segment, w, inputs, outputs, (int) (windows++ % MINI_BATCH));
                }
              }
              return List.of(windows).iterator();
            })
        .reduce(Long::sum);
  }

  private static FeatureConfig config() {
    return ConfigReader.parse(
            """
            pipeline = bench
            features { channels = [%s], window.length = %d }
            features.label { kind = forecast, channels = [c0], steps = 1 }
            features.split { validation = 0, test = 0 }
            """
                .formatted(MadeUpFleet.channels("%s"), LENGTH))
        .read(
            in -> {
              in.string("pipeline");
              return in.section("features", FeatureConfig::read);
            });
  }

  private static long bytes(Dataset<Row> rows) throws IOException {
    long bytes = 0;
    for (String file : rows.inputFiles()) {
      bytes += Files.size(Path.of(URI.create(file)));
    }
    return bytes;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
