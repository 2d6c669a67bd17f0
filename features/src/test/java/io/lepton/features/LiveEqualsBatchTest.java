package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.test.support.SparkExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every window of a lake's readings, cut from the lake and followed live out of order. */
@ExtendWith(SparkExtension.class)
class LiveEqualsBatchTest {
  private static final long HOUR = 3_600_000_000L;
  private final Random random = new Random(3);

  @Test
  void withRegimesGapsMaintenanceAndDerivedFeatures(SparkSession spark) {
    Dataset<Row> silver =
        spark
            .range(20 * 200)
            .where("id % 17 != 3 and id % 200 not between 90 and 99")
            .selectExpr(
                "concat('pump-', id div 200) as device_id",
                "timestamp_seconds(3600 * (id % 200)) as event_time",
                "id % 200 as sequence",
                "cast(if(id % 23 = 0, null, (id * 7919) % 101) as double) as load",
                "cast((id * 104729) % 37 + 40 * (id % 3) as double) as heat",
                "cast(id % 3 as double) as speed",
                "timestamp_seconds(3600 * (id % 200) + 5) as kafka_time");
    Dataset<Row> events =
        spark
            .range(20)
            .selectExpr(
                "concat('pump-', id) as device_id",
                "timestamp_seconds(3600 * (50 + id)) as event_time",
                "'maintenance' as kind");
    for (String more :
        List.of("", "resample { step = 2 hours, statistic = mean }, gaps.policy = interpolate")) {
      compare(silver, events, config(more));
    }
  }

  /** Such as {@code -Dlepton.silver=LAKE/silver/telemetry}. */
  @Test
  @EnabledIfSystemProperty(named = "lepton.silver", matches = ".+")
  void onTheReadingsOfALake(SparkSession spark) {
    Dataset<Row> silver = spark.read().format("delta").load(System.getProperty("lepton.silver"));
    List<String> numbers =
        Arrays.stream(silver.schema().fields())
            .filter(field -> field.dataType().sameType(DataTypes.DoubleType))
            .map(StructField::name)
            .filter(name -> !name.equals(TelemetryTables.LATE_BY))
            .toList();
    compare(
        silver,
        silver,
        """
        channels = %s, window.length = 50
        derived = [{ name = rise, kind = slope, of = %s, over = 20 }]
        settings = %s, regimes = auto
        label.kind = none, allowed-lateness = 5 hours
        """
            .formatted(numbers, numbers.get(5), numbers.subList(1, 4)));
  }

  private static String config(String more) {
    return """
           channels = [load, heat], settings = [speed], regimes = 3, window.length = 6
           derived = [
             { name = rise, kind = slope, of = load, over = 5 }
             { name = calm, kind = smoothed, of = heat, alpha = 0.2 }
             { name = age, kind = seconds, since = maintenance }
           ]
           gaps { mark = true, limit = 3, break-after = 8 hours }
           label.kind = none, allowed-lateness = 5 hours
           """
        + more;
  }

  private void compare(Dataset<Row> silver, Dataset<Row> events, String config) {
    FeatureConfig features =
        ConfigReader.parse("pipeline = p\nfeatures {" + config + "}")
            .read(
                in -> {
                  in.string("pipeline");
                  return in.section("features", FeatureConfig::read);
                });
    FeatureSpec spec = new BuildTrainingSet(features).apply(silver, events).spec();
    Map<String, List<LiveReading>> devices = new TreeMap<>();
    for (Row row : LiveReading.rows(silver, events, spec).collectAsList()) {
      devices
          .computeIfAbsent(LiveReading.deviceId(row), device -> new ArrayList<>())
          .add(LiveReading.of(row, spec));
    }
    for (DeviceSeries series : DeviceSeries.of(silver, events, spec, List.of()).collect()) {
      List<LiveReading> readings = devices.get(series.deviceId());
      assertEqual(series, spec, windows(spec, disordered(readings), 7));
      Collections.sort(readings);
      assertEqual(series, spec, windows(spec, readings, readings.size()));
    }
  }

  /** Each comes up to four hours late; five are allowed. */
  private List<LiveReading> disordered(List<LiveReading> readings) {
    Map<LiveReading, Long> arrival = new HashMap<>();
    readings.forEach(r -> arrival.put(r, r.time() + random.nextInt(4 * 3600) * (HOUR / 3600)));
    return readings.stream()
        .sorted(Comparator.comparing(arrival::get))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Map<Long, float[]> windows(
      FeatureSpec spec, List<LiveReading> readings, int chunk) {
    Map<Long, float[]> windows = new TreeMap<>();
    LiveDevice device = new LiveDevice(spec);
    for (int from = 0; from < readings.size(); from += chunk) {
      device.accept(
          readings.subList(from, Math.min(from + chunk, readings.size())),
          (last, time, order, window) -> windows.put(time, window));
      device = LiveDevice.read(device.write(), spec);
    }
    return windows;
  }

  private static void assertEqual(DeviceSeries series, FeatureSpec spec, Map<Long, float[]> live) {
    float[] window = new float[spec.windows().size()];
    int observed = 0;
    for (int row = 0; row < series.rows(); row++) {
      if (series.isObserved(row)) {
        spec.windows().cut(series.matrix(), series.start(row), row, window, 0);
        assertThat(Arrays.equals(live.get(series.time(row)), window))
            .as("%s at %d", series.deviceId(), series.time(row))
            .isTrue();
        observed++;
      }
    }
    assertThat(live).hasSize(observed);
  }
}
