package io.lepton.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.lake.table.TelemetryTables;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Pieces of devices' times with the values of their channels, as {@link FleetDrift} compares them.
 * Channels are told apart by regime where there are several; a driver's memory holds what is taken.
 */
public final class DevicePieces {
  /** Pieces that a group is to have at least, if its devices are few. */
  private static final int WANTED = 8;

  /** The same of the training readings of few devices. */
  private static final int WANTED_THEN = 40;

  private static final int MOST_DEVICES = 400;
  private static final int MOST_VALUES = 200; // of a piece and channel

  private final Dataset<Row> rows; // device, micros, inputs, settings
  private final List<String> inputs;
  private final RegimeFinder regimes;

  private DevicePieces(Dataset<Row> rows, List<String> inputs, RegimeFinder regimes) {
    this.rows = rows;
    this.inputs = inputs;
    this.regimes = regimes;
  }

  /**
   * A stretch of a device's time, in microseconds since 1970 UTC.
   *
   * @param from its begin
   * @param until its end, within it
   */
  public record Stretch(long from, long until) implements Serializable {}

  /** Pieces of silver. */
  public static DevicePieces ofReadings(Dataset<Row> silver, FeatureSpec spec) {
    List<Column> columns = new ArrayList<>(List.of(col("device"), col("micros")));
    List<String> inputs = new ArrayList<>();
    Dataset<Row> readings = new SilverReadings(spec).unsorted(silver, List.of());
    for (String name : readings.columns()) {
      if (name.matches("[is]\\d+")) {
        columns.add(col(name));
      }
    }
    spec.inputs().forEach(input -> inputs.add(input.column()));
    return new DevicePieces(
        readings.select(columns.toArray(new Column[0])), inputs, RegimeFinder.of(spec));
  }

  /**
   * Pieces of a number that devices have.
   *
   * @param rows with device_id and event_time
   */
  public static DevicePieces ofNumber(Dataset<Row> rows, String column) {
    return new DevicePieces(
        rows.select(
            col(TelemetryTables.DEVICE_ID).as("device"),
            unix_micros(col(TelemetryTables.EVENT_TIME)).as("micros"),
            col(column).cast("double").as("i0")),
        List.of(column),
        new RegimeFinder(List.of(), List.of(), List.of(List.of())));
  }

  /** The names of what is compared. */
  public List<String> channels() {
    List<String> names = new ArrayList<>();
    for (int r = 0; r < regimes.regimes(); r++) {
      for (String input : inputs) {
        names.add(regimes.regimes() == 1 ? input : input + " in regime " + (r + 1));
      }
    }
    return names;
  }

  /** The newest reading; {@link Long#MIN_VALUE} if there is none. */
  public long newest() {
    Row newest = rows.agg(max("micros")).first();
    return newest.isNullAt(0) ? Long.MIN_VALUE : newest.getLong(0);
  }

  /** The devices that have readings in a stretch of time, and from when to when. */
  public Map<String, Stretch> devices(Stretch within) {
    Map<String, Stretch> devices = new HashMap<>();
    rows.where(col("micros").geq(lit(within.from())).and(col("micros").leq(lit(within.until()))))
        .groupBy("device")
        .agg(min("micros"), max("micros"))
        .collectAsList()
        .forEach(row -> devices.put(row.getString(0), new Stretch(row.getLong(1), row.getLong(2))));
    return devices;
  }

  /** How long pieces are, that so many devices have enough of them in a time. */
  public static long pieceLength(int devices, long micros) {
    return Math.max(1, micros / ((WANTED + devices - 1) / Math.max(1, devices)));
  }

  /** All pieces of what came lately: the whole of it where devices are many. */
  public List<double[][]> now(Map<String, Stretch> devices, long length, long seed) {
    return cut(devices, length, Integer.MAX_VALUE, seed);
  }

  /** Pieces of training: one of each device where devices are many, drawn by the seed. */
  public List<double[][]> then(Map<String, Stretch> devices, long length, long seed) {
    int each =
        devices.size() >= WANTED
            ? 1
            : (WANTED_THEN + devices.size() - 1) / Math.max(1, devices.size());
    return cut(devices, length, each, seed);
  }

  private List<double[][]> cut(Map<String, Stretch> devices, long length, int each, long seed) {
    Map<String, List<Long>> begins = new HashMap<>();
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(devices.keySet().stream().sorted().toList());
    Collections.shuffle(names, random);
    for (String name : names.subList(0, Math.min(MOST_DEVICES, names.size()))) {
      Stretch stretch = devices.get(name);
      // the last piece ends with the last reading
      int slots = (int) Math.max(1, (stretch.until() - stretch.from()) / length);
      List<Long> all =
          new ArrayList<>(
              IntStream.range(0, slots)
                  .mapToObj(slot -> stretch.until() - (slot + 1) * length)
                  .toList());
      Collections.shuffle(all, random);
      begins.put(name, new ArrayList<>(all.subList(0, Math.min(each, slots))));
    }
    return collect(begins, length);
  }

  private List<double[][]> collect(Map<String, List<Long>> begins, long length) {
    HashMap<String, List<Long>> wanted = new HashMap<>(begins);
    FilterFunction<Row> isWanted =
        row ->
            wanted.getOrDefault(row.getString(0), List.of()).stream()
                .anyMatch(begin -> row.getLong(1) > begin && row.getLong(1) <= begin + length);
    Map<String, List<List<Double>>> pieces = new TreeMap<>();
    for (Row row : rows.filter(isWanted).orderBy("device", "micros").collectAsList()) {
      String device = row.getString(0);
      for (long begin : wanted.get(device)) {
        if (row.getLong(1) > begin && row.getLong(1) <= begin + length) {
          add(pieces.computeIfAbsent(device + "|" + begin, fresh -> empty()), row);
        }
      }
    }
    return pieces.values().stream().map(DevicePieces::thinned).toList();
  }

  private List<List<Double>> empty() {
    List<List<Double>> empty = new ArrayList<>();
    for (int c = 0; c < inputs.size() * regimes.regimes(); c++) {
      empty.add(new ArrayList<>());
    }
    return empty;
  }

  private void add(List<List<Double>> piece, Row row) {
    double[] settings = new double[row.length() - 2 - inputs.size()];
    for (int s = 0; s < settings.length; s++) {
      settings[s] = row.getDouble(2 + inputs.size() + s);
    }
    if (!regimes.isKnown(settings)) {
      return;
    }
    int first = regimes.regime(settings) * inputs.size();
    for (int i = 0; i < inputs.size(); i++) {
      double value = row.isNullAt(2 + i) ? Double.NaN : row.getDouble(2 + i);
      if (!Double.isNaN(value)) {
        piece.get(first + i).add(value);
      }
    }
  }

  private static double[][] thinned(List<List<Double>> piece) {
    double[][] thinned = new double[piece.size()][];
    for (int c = 0; c < thinned.length; c++) {
      List<Double> values = piece.get(c);
      int step = Math.max(1, (values.size() + MOST_VALUES - 1) / MOST_VALUES);
      thinned[c] =
          IntStream.range(0, values.size())
              .filter(i -> i % step == 0)
              .mapToDouble(values::get)
              .toArray();
    }
    return thinned;
  }

  /** The stretch of each device that training windows end in. */
  public static Map<String, Stretch> trained(Dataset<Row> trainingSet) {
    return new HashMap<>(
        TrainingSetTable.segments(trainingSet, Split.TRAIN)
            .filter(segment -> segment.windows() > 0)
            .mapToPair(
                segment ->
                    new scala.Tuple2<>(
                        segment.deviceId(),
                        new Stretch(
                            Arrays.stream(segment.endTimes()).min().orElseThrow(),
                            Arrays.stream(segment.endTimes()).max().orElseThrow())))
            .reduceByKey(
                (a, b) -> new Stretch(Math.min(a.from(), b.from()), Math.max(a.until(), b.until())))
            .collectAsMap());
  }
}
