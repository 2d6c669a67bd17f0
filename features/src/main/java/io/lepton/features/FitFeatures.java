package io.lepton.features;

import static org.apache.spark.sql.functions.col;

import io.lepton.lake.PipelineException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Fits the specification on the training readings. */
final class FitFeatures {
  private static final int MOST_CATEGORIES = 64;

  private final FeatureConfig config;

  FitFeatures(FeatureConfig config) {
    this.config = config;
  }

  /**
   * Fits.
   *
   * @param training the training readings and no others
   * @param events what happened to the devices
   */
  FeatureSpec fit(Dataset<Row> training, Dataset<Row> events) {
    List<Input> inputs = new ArrayList<>();
    for (String column : config.inputs()) {
      inputs.add(input(training, column));
    }
    FeatureSpec unscaled =
        spec(inputs, unfitted(config.settings().size()), List.of(unscaled(inputs.size())));
    ReadingStatistics.Taken seen = new ReadingStatistics(unscaled).over(training);
    if (seen.moments().rows() == 0) {
      throw PipelineException.data(
          "Cannot build training set '%s': the training part has no readings (expected: at least one). Change features.split."
              .formatted(config.table()));
    }
    Settings settings = settings(seen.moments(), inputs.size());
    List<double[]> sample = seen.sample().readings();
    List<List<Double>> centers = centers(settings, sample, inputs.size());
    RegimeFinder finder = new RegimeFinder(settings.mean(), settings.deviation(), centers);
    List<Regime> regimes =
        new FitScales(config.scaling(), inputs)
            .regimes(
                centers,
                seen,
                centers.size() == 1 ? List.of() : perRegime(unscaled, training, finder),
                finder);
    FeatureSpec scaled = spec(inputs, settings, regimes);
    return config.derived().isEmpty() ? scaled : fitDerived(scaled, training, events);
  }

  private List<Moments> perRegime(FeatureSpec spec, Dataset<Row> training, RegimeFinder finder) {
    return new ReadingStatistics(spec).perRegime(training, finder);
  }

  private Input input(Dataset<Row> training, String column) {
    if (!training.schema().apply(column).dataType().sameType(DataTypes.StringType)) {
      return new Input(column, List.of());
    }
    List<Row> found =
        training
            .select(column)
            .where(col(column).isNotNull())
            .distinct()
            .limit(MOST_CATEGORIES + 1)
            .collectAsList();
    if (found.isEmpty() || found.size() > MOST_CATEGORIES) {
      throw PipelineException.data(
          "Cannot make a feature of text column '%s': the training readings have %s different values (expected: 1 to %d). Leave it out of features.channels."
              .formatted(
                  column,
                  found.isEmpty() ? "no" : "more than " + MOST_CATEGORIES,
                  MOST_CATEGORIES));
    }
    return new Input(column, found.stream().map(row -> row.getString(0)).sorted().toList());
  }

  private static Regime unscaled(int inputs) {
    return new Regime(
        List.of(),
        Collections.nCopies(inputs, 0.0),
        Collections.nCopies(inputs, 1.0),
        Collections.nCopies(inputs, 0.0));
  }

  private Settings unfitted(int count) {
    return new Settings(
        config.settings(), Collections.nCopies(count, 0.0), Collections.nCopies(count, 1.0));
  }

  private Settings settings(Moments moments, int from) {
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    for (int s = 0; s < config.settings().size(); s++) {
      double spread = moments.deviation(from + s);
      mean.add(moments.mean(from + s));
      deviation.add(spread == 0 ? 1 : spread);
    }
    return new Settings(config.settings(), mean, deviation);
  }

  private List<List<Double>> centers(Settings settings, List<double[]> sample, int from) {
    List<double[]> standardised = new ArrayList<>();
    for (double[] reading : sample) {
      double[] point = new double[settings.columns().size()];
      for (int s = 0; s < point.length; s++) {
        point[s] = (reading[from + s] - settings.mean().get(s)) / settings.deviation().get(s);
      }
      if (Arrays.stream(point).noneMatch(Double::isNaN)) {
        standardised.add(point);
      }
    }
    if (standardised.isEmpty()) {
      return List.of(Collections.nCopies(settings.columns().size(), 0.0));
    }
    return new FindRegimes(config.regimes(), config.split().seed()).centers(standardised);
  }

  private FeatureSpec spec(List<Input> inputs, Settings settings, List<Regime> regimes) {
    return new FeatureSpec(
        FeatureSpec.FORMAT,
        config.channels(),
        inputs,
        settings,
        regimes,
        config.derived().stream().map(d -> new DerivedFeature(d.name(), d.from(), 0, 1)).toList(),
        config.allowedLateness().toNanos() / 1e9,
        config.resampling(),
        config.gaps(),
        config.window(),
        config.augmentation(),
        config.label());
  }

  /** Derived features are scaled, too, all regimes together: their inputs are scaled already. */
  private FeatureSpec fitDerived(FeatureSpec scaled, Dataset<Row> training, Dataset<Row> events) {
    Moments moments = new ReadingStatistics(scaled).ofFeatures(training, events);
    int first = scaled.features().size() - config.derived().size() - marks(scaled);
    List<DerivedFeature> fitted = new ArrayList<>();
    for (int d = 0; d < config.derived().size(); d++) {
      fitted.add(
          scaled
              .derived()
              .get(d)
              .scaled(
                  FitScales.offset(config.scaling().kind(), moments, first + d),
                  FitScales.unit(config.scaling().kind(), moments, first + d)));
    }
    return scaled.derivedAs(fitted);
  }

  private static int marks(FeatureSpec spec) {
    return spec.gaps().mark()
        ? (int)
            spec.channels().stream().filter(c -> !spec.inputs().get(spec.place(c)).isText()).count()
        : 0;
  }
}
