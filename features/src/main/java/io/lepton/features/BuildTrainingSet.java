package io.lepton.features;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.TelemetryTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Silver readings and failure events to a training set. Statistics come from the training devices
 * alone; devices that have not failed have no label and are left out.
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
   * @param devices devices in each part
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
    requireColumns(silver);
    Failures failures = Failures.in(events, config.label().event());
    Map<Split, List<String>> parts = parts(silver, failures);
    FeatureSpec spec = new FitFeatures(config).fit(of(silver, parts.get(Split.TRAIN)));
    Broadcast<Failures> shared =
        silver
            .sparkSession()
            .sparkContext()
            .broadcast(failures, scala.reflect.ClassTag$.MODULE$.apply(Failures.class));
    List<String> labelled = new ArrayList<>();
    parts.values().forEach(labelled::addAll);
    Dataset<Row> rows =
        DeviceSeries.sorted(of(silver, labelled), spec, List.of())
            .mapPartitions(
                new PackSegments(spec, config.split(), shared),
                Encoders.row(TrainingSetTable.spec(config.table()).columns()));
    Map<Split, Integer> devices = new EnumMap<>(Split.class);
    parts.forEach((split, names) -> devices.put(split, names.size()));
    return new Built(spec, rows, devices);
  }

  private void requireColumns(Dataset<Row> silver) {
    TreeSet<String> missing = new TreeSet<>(config.channels());
    missing.addAll(config.settings());
    missing.removeAll(Arrays.asList(silver.columns()));
    if (!missing.isEmpty()) {
      throw PipelineException.config(
          "Cannot build training set '%s': silver has no column %s (columns: %s). Set features.channels and features.settings to columns it has."
              .formatted(config.table(), missing, Arrays.asList(silver.columns())));
    }
  }

  private Map<Split, List<String>> parts(Dataset<Row> silver, Failures failures) {
    List<String> devices =
        silver.select(TelemetryTables.DEVICE_ID).distinct().as(Encoders.STRING()).collectAsList();
    Map<Split, List<String>> parts = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      parts.put(split, new ArrayList<>());
    }
    for (String device : new TreeSet<>(devices)) {
      if (failures.devices().contains(device)) {
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
      int failed = parts.values().stream().mapToInt(List::size).sum();
      throw PipelineException.data(
          "Cannot build training set '%s': of %d devices %d have an event '%s', and none of them is in the %s part (expected: at least one). Add failed devices or change features.split."
              .formatted(config.table(), devices, failed, config.label().event(), split.code()));
    }
  }

  private static Dataset<Row> of(Dataset<Row> silver, List<String> devices) {
    return silver.join(
        org.apache.spark.sql.functions.broadcast(
            silver
                .sparkSession()
                .createDataset(devices, Encoders.STRING())
                .toDF(TelemetryTables.DEVICE_ID)),
        scala.collection.JavaConverters.asScalaBuffer(
                Collections.singletonList(TelemetryTables.DEVICE_ID))
            .toSeq(),
        "left_semi");
  }

  private record PackSegments(FeatureSpec spec, SplitConfig split, Broadcast<Failures> failures)
      implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> sorted) {
      String json = spec.json();
      Iterator<DeviceSeries> devices = DeviceSeries.of(sorted, spec);
      // One device in memory at a time.
      return StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(devices, Spliterator.ORDERED), false)
          .flatMap(
              device ->
                  CutSegments.of(device, spec, failures.value().of(device.deviceId())).stream())
          .map(s -> TrainingSetTable.row(s, split.of(s.deviceId()), json))
          .iterator();
    }
  }
}
