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
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A made-up fleet to a training set and its windows to a trainer, in one process with the tutorial
 * way, which collects each window with a window function and writes it down, and with a plain read
 * of the training set's Parquet files. Sizes are on disk.
 *
 * <pre>
 * ./lepton bench features --devices 1000 --tutorial-devices 100
 * </pre>
 */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description =
        "A fleet to a training set and its windows to a trainer, beside a tutorial's way.")
public final class FeatureBenchmark implements Callable<Integer> {
  private static final TableId FLEET = new TableId(Layer.SILVER, "fleet");
  private static final int READINGS = 1000;
  private static final int LENGTH = 50;
  private static final int CHANNELS = 15;
  private static final int MINI_BATCH = 256;

  @Option(names = "--devices", description = "Devices of 1,000 readings (${DEFAULT-VALUE}).")
  private int devices = 1000;

  @Option(
      names = "--tutorial-devices",
      description =
          "Devices for the tutorial way, which needs room; 0 for none (${DEFAULT-VALUE}).")
  private int tutorialDevices = 100;

  @Option(names = "--cores", description = "Cores of Spark (${DEFAULT-VALUE}).")
  private int cores = 2;

  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (reporting.refuses()) {
      return 1;
    }
    Path folder = Files.createTempDirectory("features-bench");
    try (SparkSessions.Handle spark =
        SparkSessions.open("bench", Map.of("spark.master", "local[" + cores + "]"))) {
      Lake lake = Lake.open(spark.session(), folder.toString());
      FeatureConfig config = config();
      run("warm-up", lake, config, 50);
      tell(run("%,d readings".formatted((long) devices * READINGS), lake, config, devices));
      if (tutorialDevices > 0) {
        double ours = run("beside the tutorial", lake, config, tutorialDevices).windowsPerSecond;
        double theirs = tutorial(lake, folder.resolve("tutorial"));
        reporting.ratio("windows to a trainer against the tutorial", Spread.of(ours / theirs));
      }
      reporting.finish(spec);
    } finally {
      Turn.delete(folder);
    }
    return 0;
  }

  private record Found(
      long readings, double seconds, double windowsPerSecond, double raw, double bytes) {}

  private void tell(Found found) {
    reporting.ratio(
        "windows to a trainer against the files, read raw",
        Spread.of(found.windowsPerSecond / found.raw));
    reporting.ratio("bytes of the training set against silver", Spread.of(found.bytes));
    reporting.add("build of %,d readings".formatted(found.readings), "s", Spread.of(found.seconds));
    reporting.add("windows to a trainer", "windows/s", Spread.of(found.windowsPerSecond));
  }

  private Found run(String name, Lake lake, FeatureConfig config, int count) throws IOException {
    System.out.println(name);
    LakeTable silver = silver(lake, count);
    LakeTable trainingSet = lake.open(TrainingSetTable.spec(config.table()));
    Dataset<Row> events = silver.read().selectExpr("device_id", "event_time", "'none' as kind");
    long start = System.nanoTime();
    BuildTrainingSet.Built built =
        new BuildTrainingSet(config).apply(silver.read(), events.limit(0));
    long version = trainingSet.overwrite(built.rows(), name);
    double building = seconds(start);
    long readings = (long) count * READINGS;
    print("build", "%.1f s, %,.0f readings/s", building, readings / building);
    Dataset<Row> rows = trainingSet.readLongRowsAt(version);
    start = System.nanoTime();
    long windows = cut(rows, built.spec());
    double cutting = seconds(start);
    print("windows to a trainer", "%,d, %,.0f windows/s", windows, windows / cutting);
    start = System.nanoTime();
    rows.write().format("noop").mode(SaveMode.Overwrite).save();
    double raw = windows / seconds(start);
    print("the same files, read raw", "%,.0f windows/s", raw);
    long set = bytes(rows);
    long source = bytes(silver.read());
    print("bytes", "%,d of %,d in silver: %.2f", set, source, (double) set / source);
    print("memory", "%,d MiB of heap in use at most", peak() >> 20);
    return new Found(readings, building, windows / cutting, raw, (double) set / source);
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

  /** Each window collected by a window function, written down, and read again. */
  private static double tutorial(Lake lake, Path target) throws IOException {
    Dataset<Row> silver = lake.existing(FLEET, "").read();
    String array =
        IntStream.range(0, CHANNELS).mapToObj(c -> "c" + c).collect(Collectors.joining(", "));
    long start = System.nanoTime();
    silver
        .selectExpr(
            "device_id",
            "event_time",
            "collect_list(array("
                + array
                + ")) over (partition by device_id order by event_time rows between "
                + (LENGTH - 1)
                + " preceding and current row) as window")
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(target.toString());
    double building = seconds(start);
    start = System.nanoTime();
    Dataset<Row> windows = silver.sparkSession().read().parquet(target.toString());
    long count =
        windows.toJavaRDD().map(row -> row.getList(2).size() > 0 ? 1L : 0L).reduce(Long::sum);
    double reading = seconds(start);
    print("tutorial", "%.1f s to build, %,.0f windows/s to a trainer", building, count / reading);
    print("bytes", "%,d", bytes(windows));
    return count / reading;
  }

  private static LakeTable silver(Lake lake, int devices) {
    List<StructField> fields = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (int c = 0; c < CHANNELS; c++) {
      fields.add(DataTypes.createStructField("c" + c, DataTypes.DoubleType, true));
      // a sensor's resolution: some hundred different values
      columns.add("round(%d + 20 * rand(%d), 1) as c%d".formatted(100 * c, c, c));
    }
    lake.drop(FLEET);
    LakeTable silver = lake.open(TelemetryTables.silver(FLEET.name(), fields));
    List<String> all = new ArrayList<>();
    all.add("concat('device-', id div %d) as device_id".formatted(READINGS));
    all.add("timestamp_seconds(60 * (id %% %d)) as event_time".formatted(READINGS));
    all.add("id %% %d as sequence".formatted(READINGS));
    all.addAll(columns);
    all.add("false as is_late");
    all.add("0D as late_by_seconds");
    all.add("'fleet' as kafka_topic");
    all.add("0 as kafka_partition");
    all.add("id as kafka_offset");
    all.add("timestamp_seconds(60 * (id %% %d) + 1) as kafka_time".formatted(READINGS));
    all.add("timestamp_seconds(60 * (id %% %d) + 2) as ingest_time".formatted(READINGS));
    SparkSession spark = silver.read().sparkSession();
    silver.append(
        spark.range((long) devices * READINGS).selectExpr(all.toArray(new String[0])),
        new WriteIdentity("bench", 0),
        Optional.empty());
    return silver;
  }

  private static FeatureConfig config() {
    String channels =
        IntStream.range(0, CHANNELS).mapToObj(c -> "c" + c).collect(Collectors.joining(", "));
    return ConfigReader.parse(
            """
pipeline = bench
features { channels = [%s], window.length = %d, label = { kind = forecast, channels = [c0], steps = 1 } }
features.split { validation = 0, test = 0 }
"""
                .formatted(channels, LENGTH))
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

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String name, String format, Object... values) {
    System.out.printf("  %-26s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}
