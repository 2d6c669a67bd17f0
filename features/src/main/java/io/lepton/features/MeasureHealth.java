package io.lepton.features;

import io.lepton.features.label.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the figures of a training set's health. */
final class MeasureHealth {
  private final FeatureConfig config;
  private final FeatureSpec spec;

  MeasureHealth(FeatureConfig config, FeatureSpec spec) {
    this.config = config;
    this.spec = spec;
  }

  DataHealth of(Dataset<Row> silver, Dataset<Row> trainingSet) {
    WindowTally windows = WindowTally.over(trainingSet, spec.label());
    SilverTally readings = SilverTally.over(silver, spec, config.split(), windows.devices());
    List<DataHealth.Part> parts =
        Arrays.stream(Split.values())
            .map(split -> readings.of(split).part(split, windows.of(split)))
            .toList();
    DataHealth measured =
        new DataHealth(
            config.table(), parts, channels(readings), labels(spec.label(), windows), List.of());
    return new DataHealth(
        measured.trainingSet(),
        measured.parts(),
        measured.channels(),
        measured.labels(),
        new HealthRules(config, spec, measured).findings());
  }

  private List<DataHealth.Channel> channels(SilverTally readings) {
    Map<Split, List<double[]>> samples = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      samples.put(split, readings.of(split).sample());
    }
    List<DataHealth.Channel> channels = new ArrayList<>();
    for (int c = 0; c < spec.inputs().size(); c++) {
      Input input = spec.inputs().get(c);
      int column = c;
      channels.add(
          new DataHealth.Channel(
              input.column(),
              input.isText(),
              readings.of(Split.TRAIN).constant(c),
              Arrays.stream(Split.values())
                  .map(split -> readings.of(split).presence(split, column))
                  .toList(),
              readings.runs().longest(c),
              readings.runs().neverMoves(c),
              drift(samples, c)));
    }
    return channels;
  }

  private List<Drift> drift(Map<Split, List<double[]>> samples, int column) {
    Input input = spec.inputs().get(column);
    double[] training = values(samples.get(Split.TRAIN), column);
    List<Drift> drift = new ArrayList<>();
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      double[] other = values(samples.get(split), column);
      if (Drift.canCompare(training, other)) {
        drift.add(
            input.isText()
                ? Drift.ofCategories(split, training, other, input.categories().size())
                : Drift.ofNumbers(split, training, other));
      }
    }
    return drift;
  }

  private static double[] values(List<double[]> readings, int column) {
    return readings.stream()
        .mapToDouble(reading -> reading[column])
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }

  private static DataHealth.Labels labels(Label label, WindowTally windows) {
    return new DataHealth.Labels(
        names(label),
        Arrays.stream(Split.values())
            .map(
                split ->
                    new DataHealth.LabelCounts(
                        split, windows.of(split).counts(), windows.of(split).notNumbers()))
            .toList());
  }

  private static List<String> names(Label label) {
    return switch (label.task()) {
      case CLASSIFICATION -> label.classes();
      case FORECAST, RECONSTRUCTION -> List.of();
      case REGRESSION -> {
        List<String> names = new ArrayList<>();
        for (int r = 0; r < WindowTally.RANGES; r++) {
          names.add(edge(label, r) + " to " + edge(label, r + 1));
        }
        yield names;
      }
    };
  }

  private static String edge(Label label, int range) {
    String number = String.format(Locale.ROOT, "%.3f", label.scale() * range / WindowTally.RANGES);
    return number.replaceFirst("\\.?0+$", "");
  }
}
