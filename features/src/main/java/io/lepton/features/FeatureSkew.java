package io.lepton.features;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TelemetryTables;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Whether a stream sees what training saw (training-serving skew; Zinkevich, Rules of Machine
 * Learning, rules 29 and 37): the newest telemetry of some devices goes the way of a stream, in the
 * order in which it arrived, and the way of batch, and the windows of both must have the same bits.
 * A device's history must fit into the memory of a task.
 */
public final class FeatureSkew implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Readings that the stream is given at once. */
  private static final int MICRO_BATCH = 64;

  private static final int PAST_AT_ONCE = 4096;

  private final FeatureSpec batch;
  private final FeatureSpec live;

  /**
   * A comparison.
   *
   * @param batch what the training set was made with
   * @param live what a stream would be started with
   */
  public FeatureSkew(FeatureSpec batch, FeatureSpec live) {
    this.batch = requireNonNull(batch, "batch");
    this.live = requireNonNull(live, "live");
  }

  /**
   * What is compared.
   *
   * @param newest how far back from the newest reading
   * @param devices how many, drawn from those that sent something since
   * @param seed of the draw
   */
  public record Sample(Duration newest, int devices, long seed) {}

  /**
   * One number that differs.
   *
   * @param device whose it is
   * @param time of its window
   * @param feature its name; of a window the stream never gave, a word for all
   * @param batch in batch
   * @param live in the stream
   */
  public record Difference(String device, Instant time, String feature, float batch, float live)
      implements Serializable {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "'%s' of device '%s' at %s is %s in batch and %s live",
          feature,
          device,
          time,
          batch,
          live);
    }
  }

  /**
   * What was found.
   *
   * @param devices that were compared
   * @param windows that were compared
   * @param differing windows that differ
   * @param first the earliest difference
   */
  public record Result(int devices, long windows, long differing, Optional<Difference> first) {}

  /** Java's Optional cannot travel: the earliest difference, or none. */
  private record Compared(long windows, long differing, List<Difference> first)
      implements Serializable {}

  private record Key(long time, long sequence) {}

  /**
   * Compares.
   *
   * @param silver readings
   * @param events what happened to the devices; read if features count from it
   * @throws PipelineException of kind DATA if windows have not even the same shape
   */
  public Result in(Dataset<Row> silver, Dataset<Row> events, Sample sample) {
    if (!batch.windows().equals(live.windows()) || !batch.features().equals(live.features())) {
      throw PipelineException.data(
          "Cannot compare live features with those of batch: they are %s of %s and %s of %s (expected: the same). Train again."
              .formatted(live.windows(), live.features(), batch.windows(), batch.features()));
    }
    Dataset<Row> times = silver.where(col(TelemetryTables.DEVICE_ID).isNotNull());
    Row newest = times.agg(max(unix_micros(col(TelemetryTables.EVENT_TIME)))).first();
    if (newest.isNullAt(0)) {
      return new Result(0, 0, 0, Optional.empty());
    }
    long from = newest.getLong(0) - sample.newest().toNanos() / 1000;
    Object[] devices = drawn(times, from, sample);
    Dataset<Row> readings = silver.where(col(TelemetryTables.DEVICE_ID).isin(devices));
    Dataset<Row> happened = events.where(col(TelemetryTables.DEVICE_ID).isin(devices));
    List<Compared> compared =
        series(readings, happened)
            .leftOuterJoin(heard(readings, happened))
            .map(pair -> compared(pair._2()._1(), pair._2()._2().or(List.of()), from))
            .collect();
    return new Result(
        compared.size(),
        compared.stream().mapToLong(Compared::windows).sum(),
        compared.stream().mapToLong(Compared::differing).sum(),
        compared.stream()
            .flatMap(one -> one.first().stream())
            .min(Comparator.comparing(Difference::time).thenComparing(Difference::device)));
  }

  private static Object[] drawn(Dataset<Row> times, long from, Sample sample) {
    return times
        .where(unix_micros(col(TelemetryTables.EVENT_TIME)).gt(lit(from)))
        .select(TelemetryTables.DEVICE_ID)
        .distinct()
        .orderBy(
            xxhash64(col(TelemetryTables.DEVICE_ID), lit(sample.seed())),
            col(TelemetryTables.DEVICE_ID))
        .limit(sample.devices())
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toArray();
  }

  private JavaPairRDD<String, DeviceSeries> series(Dataset<Row> readings, Dataset<Row> events) {
    return DeviceSeries.of(readings, events, batch, List.of())
        .mapToPair(device -> new Tuple2<>(device.deviceId(), device));
  }

  private JavaPairRDD<String, Iterable<Heard>> heard(Dataset<Row> readings, Dataset<Row> events) {
    FeatureSpec spec = live;
    return LiveReading.rows(readings, events, spec)
        .toJavaRDD()
        .mapToPair(row -> new Tuple2<>(LiveReading.deviceId(row), new Heard(row, spec)))
        .groupByKey();
  }

  /** A reading on its way from task to task. */
  private record Heard(long time, long sequence, int event, double[] columns, long arrived)
      implements Serializable {
    Heard(Row row, FeatureSpec spec) {
      this(LiveReading.of(row, spec));
    }

    private Heard(LiveReading reading) {
      this(
          reading.time(),
          reading.sequence(),
          reading.event(),
          reading.columns(),
          reading.arrived());
    }

    LiveReading reading() {
      return new LiveReading(time, sequence, event, columns, arrived);
    }
  }

  private Compared compared(DeviceSeries device, Iterable<Heard> heard, long from) {
    Map<Key, Integer> rows = new HashMap<>();
    for (int row = 0; row < device.rows(); row++) {
      if (device.isObserved(row) && device.time(row) > from) {
        rows.put(new Key(device.time(row), device.sequence(row)), row);
      }
    }
    Map<Key, Difference> differing = new HashMap<>();
    rows.forEach(
        (key, row) ->
            differing.put(
                key,
                new Difference(
                    device.deviceId(),
                    Micros.instant(key.time()),
                    "the whole window",
                    0,
                    Float.NaN)));
    float[] expected = new float[batch.windows().size()];
    replay(
        heard,
        from,
        (last, time, order, window) -> {
          Key key = new Key(time, last.sequence());
          Integer row = rows.get(key);
          if (row != null) {
            batch.windows().cut(device.matrix(), device.start(row), row, expected, 0);
            // a window given again, after a reading out of order, counts as it is then
            differing.remove(key);
            difference(device.deviceId(), time, expected, window)
                .ifPresent(found -> differing.put(key, found));
          }
        });
    List<Difference> first = new ArrayList<>();
    differing.values().stream().min(Comparator.comparing(Difference::time)).ifPresent(first::add);
    return new Compared(rows.size(), differing.size(), first);
  }

  private void replay(Iterable<Heard> heard, long from, LiveDevice.WindowSink sink) {
    List<LiveReading> past = new ArrayList<>();
    List<LiveReading> fresh = new ArrayList<>();
    heard.forEach(one -> (one.time() > from ? fresh : past).add(one.reading()));
    past.sort(Comparator.naturalOrder());
    fresh.sort(
        Comparator.comparingLong(LiveReading::arrived).thenComparing(Comparator.naturalOrder()));
    LiveDevice device = new LiveDevice(live);
    for (int i = 0; i < past.size(); i += PAST_AT_ONCE) {
      device.know(past.subList(i, Math.min(past.size(), i + PAST_AT_ONCE)));
    }
    for (int i = 0; i < fresh.size(); i += MICRO_BATCH) {
      device.accept(fresh.subList(i, Math.min(fresh.size(), i + MICRO_BATCH)), sink);
    }
  }

  private Optional<Difference> difference(
      String device, long time, float[] expected, float[] given) {
    int width = expected.length / batch.features().size();
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(given[i])) {
        return Optional.of(
            new Difference(
                device,
                Micros.instant(time),
                batch.features().get(i / width),
                expected[i],
                given[i]));
      }
    }
    return Optional.empty();
  }
}
