package io.lepton.bench.features;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** The first readings of each engine of C-MAPSS FD001, of the sensors that change at all. */
final class HealthyEngines {
  private static final int[] SENSORS = {2, 3, 4, 7, 8, 9, 11, 12, 13, 14, 15, 17, 20, 21};
  private static final int FIRST_SENSOR = 5; // column, after unit, cycle and three settings

  private final List<double[][]> engines; // [channel][reading]

  private HealthyEngines(List<double[][]> engines) {
    this.engines = engines;
  }

  /** Engines that have so many readings. */
  static HealthyEngines read(Path folder, int readings) throws IOException {
    Map<Integer, List<double[]>> rows = new TreeMap<>();
    try (BufferedReader lines = open(folder)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        double[] cells =
            Arrays.stream(line.trim().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
        rows.computeIfAbsent((int) cells[0], fresh -> new ArrayList<>()).add(cells);
      }
    }
    List<double[][]> engines = new ArrayList<>();
    for (List<double[]> engine : rows.values()) {
      if (engine.size() >= readings) {
        engines.add(
            Arrays.stream(SENSORS)
                .mapToObj(
                    sensor ->
                        engine.stream()
                            .limit(readings)
                            .mapToDouble(cells -> cells[FIRST_SENSOR + sensor - 1])
                            .toArray())
                .toArray(double[][]::new));
      }
    }
    return new HealthyEngines(engines);
  }

  private static BufferedReader open(Path folder) throws IOException {
    Path plain = folder.resolve("train_FD001.txt");
    InputStream in =
        Files.exists(plain)
            ? Files.newInputStream(plain)
            : new GZIPInputStream(Files.newInputStream(folder.resolve("train_FD001.txt.gz")));
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
  }

  int size() {
    return engines.size();
  }

  int channels() {
    return SENSORS.length;
  }

  List<String> names() {
    return IntStream.of(SENSORS).mapToObj(sensor -> "s_" + sensor).toList();
  }

  /** A copy of some readings of an engine, by channel. */
  double[][] piece(int engine, int from, int count) {
    return Arrays.stream(engines.get(engine))
        .map(channel -> Arrays.copyOfRange(channel, from, from + count))
        .toArray(double[][]::new);
  }

  /** Standard deviation of all readings of a channel. */
  double deviation(int channel) {
    double[] all =
        engines.stream().flatMapToDouble(engine -> DoubleStream.of(engine[channel])).toArray();
    double mean = Arrays.stream(all).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(all).map(value -> (value - mean) * (value - mean)).average().orElseThrow());
  }
}
