package io.lepton.features;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Columns;
import io.lepton.lake.table.TelemetryTables;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Silver readings and events to a training set. Statistics come from the training devices and the
 * training time alone.
 */
public final class BuildTrainingSet {
  private final FeatureConfig config;

  /** Builds with this configuration. */
  public BuildTrainingSet(FeatureConfig config) {
    this.config = config;
  }

  /**
   * What was built.
   *
   * @param spec the specification fitted
   * @param rows the training set, not computed yet
   * @param devices devices in each part; by time alone, those of the whole fleet
   */
  public record Built(FeatureSpec spec, Dataset<Row> rows, Map<Split, Integer> devices) {}

  /**
   * Builds a training set.
   *
   * @param silver readings
   * @param events what happened to the devices
   * @throws PipelineException if there is too little to train on, or a column is missing
   */
  public Built apply(Dataset<Row> silver, Dataset<Row> events) {
    SilverReadings.requireColumns(
        silver, config.columns(), "build training set '" + config.table() + "'");
    Failures failures =
        config.label().event().map(kind -> Failures.in(events, kind)).orElse(Failures.NONE);
    Map<Split, List<String>> parts = parts(silver, failures);
    FeatureSpec spec = new FitFeatures(config).fit(training(silver, parts), events);
    List<String> used = new ArrayList<>();
    parts.values().forEach(used::addAll);
    Broadcast<Failures> shared =
        silver
            .sparkSession()
            .sparkContext()
            .broadcast(failures, scala.reflect.ClassTag$.MODULE$.apply(Failures.class));
    SplitConfig split = config.split();
    JavaRDD<CutSegments.Placed> segments =
        DeviceSeries.of(of(silver, used), events, spec, List.of())
            .mapPartitions(
                devices -> {
                  CutSegments cut = new CutSegments(spec, split);
                  Iterable<DeviceSeries> each = () -> devices;
                  // One device in memory at a time.
                  return StreamSupport.stream(each.spliterator(), false)
                      .flatMap(d -> cut.of(d, shared.value().of(d.deviceId())).stream())
                      .iterator();
                });
    Map<Split, Integer> devices = new EnumMap<>(Split.class);
    parts.forEach((part, names) -> devices.put(part, names.size()));
    return new Built(spec, rows(silver, balanced(segments), spec), devices);
  }

  private JavaRDD<CutSegments.Placed> balanced(JavaRDD<CutSegments.Placed> segments) {
    if (config.augmentation().balance() == 0) {
      return segments;
    }
    JavaRDD<CutSegments.Placed> kept = segments.persist(StorageLevel.MEMORY_AND_DISK());
    Balance balance = Balance.of(kept, config.label().classes().size(), config.augmentation());
    return kept.map(balance::copied);
  }

  private Dataset<Row> rows(
      Dataset<Row> silver, JavaRDD<CutSegments.Placed> segments, FeatureSpec spec) {
    String json = spec.json();
    return silver
        .sparkSession()
        .createDataFrame(
            segments.map(s -> TrainingSetTable.row(s.segment(), s.split(), json)),
            TrainingSetTable.spec(config.table()).columns());
  }

  private Map<Split, List<String>> parts(Dataset<Row> silver, Failures failures) {
    List<String> devices =
        silver
            .select(TelemetryTables.DEVICE_ID)
            .where(col(TelemetryTables.DEVICE_ID).isNotNull())
            .distinct()
            .as(Encoders.STRING())
            .collectAsList();
    Map<Split, List<String>> parts = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      parts.put(split, new ArrayList<>());
    }
    for (String device : new TreeSet<>(devices)) {
      if (!config.label().needsEvent() || failures.devices().contains(device)) {
        parts.get(config.split().of(device)).add(device);
      }
    }
    requirePart(parts, Split.TRAIN, devices.size());
    if (config.split().validation() > 0) {
      requirePart(parts, Split.VALIDATION, devices.size());
    }
    return parts;
  }

  private void requirePart(Map<Split, List<String>> parts, Split split, int devices) {
    if (parts.get(split).isEmpty()) {
      int used = parts.values().stream().mapToInt(List::size).sum();
      String which =
          config.label().needsEvent()
              ? " have an event '" + config.label().event().orElseThrow() + "'"
              : " can be used";
      throw PipelineException.data(
          "Cannot build training set '%s': of %d devices %d%s, and none of them is in the %s part (expected: at least one). Add %sdevices or change features.split."
              .formatted(
                  config.table(),
                  devices,
                  used,
                  which,
                  split.code(),
                  config.label().needsEvent() ? "failed " : ""));
    }
  }

  private Dataset<Row> training(Dataset<Row> silver, Map<Split, List<String>> parts) {
    Dataset<Row> devices = of(silver, parts.get(Split.TRAIN));
    TimeSplit times = config.split().times();
    return times.isNone()
        ? devices
        : devices.where(
            col(TelemetryTables.EVENT_TIME)
                .lt(lit(Timestamp.from(times.validationFrom().minus(times.embargo())))));
  }

  private static Dataset<Row> of(Dataset<Row> silver, List<String> devices) {
    return silver.join(
        broadcast(
            silver
                .sparkSession()
                .createDataset(devices, Encoders.STRING())
                .toDF(TelemetryTables.DEVICE_ID)),
        Columns.names(List.of(TelemetryTables.DEVICE_ID)),
        "left_semi");
  }
}
