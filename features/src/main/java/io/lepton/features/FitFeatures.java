package io.lepton.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.stddev_pop;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.TelemetryTables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Fits the specification on the readings of the training devices. */
final class FitFeatures {
  /** Settings to cluster; enough for a few regimes, little enough for the driver. */
  private static final int SAMPLE = 10_000;

  private static final int RESTARTS = 8;
  private static final String REGIME = "regime";

  private final FeatureConfig config;

  FitFeatures(FeatureConfig config) {
    this.config = config;
  }

  FeatureSpec fit(Dataset<Row> trainingReadings) {
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    settingStatistics(trainingReadings, mean, deviation);
    List<List<Double>> centers = centers(trainingReadings, mean, deviation);
    return new FeatureSpec(
        config.channels(),
        config.settings(),
        mean,
        deviation,
        regimes(trainingReadings, centers, new RegimeFinder(mean, deviation, centers)),
        config.window(),
        FeatureSpec.LabelSpec.of(config.label()));
  }

  private void settingStatistics(Dataset<Row> readings, List<Double> mean, List<Double> deviation) {
    if (config.settings().isEmpty()) {
      return;
    }
    Row row = statistics(readings.groupBy(), config.settings()).first();
    for (int s = 0; s < config.settings().size(); s++) {
      double spread = deviation(row, 1 + 2 * s);
      mean.add(mean(row, 1 + 2 * s));
      deviation.add(spread == 0 ? 1 : spread);
    }
  }

  private List<List<Double>> centers(
      Dataset<Row> readings, List<Double> mean, List<Double> deviation) {
    if (config.regimes() == 1) {
      return List.of(config.settings().stream().map(s -> 0.0).toList());
    }
    List<DoublePoint> points = new ArrayList<>();
    for (Row row : sample(readings)) {
      double[] point = new double[row.size()];
      for (int s = 0; s < point.length; s++) {
        point[s] = (row.getDouble(s) - mean.get(s)) / deviation.get(s);
      }
      points.add(new DoublePoint(point));
    }
    if (points.stream().distinct().count() < config.regimes()) {
      throw PipelineException.data(
          "Cannot find %d operating regimes: the settings %s have %d different values (expected: at least %d). Set features.regimes = 1."
              .formatted(
                  config.regimes(),
                  config.settings(),
                  points.stream().distinct().count(),
                  config.regimes()));
    }
    KMeansPlusPlusClusterer<DoublePoint> once =
        new KMeansPlusPlusClusterer<>(
            config.regimes(), 100, new EuclideanDistance(), new Well19937c(config.split().seed()));
    List<List<Double>> centers = new ArrayList<>();
    for (CentroidCluster<DoublePoint> cluster :
        new MultiKMeansPlusPlusClusterer<>(once, RESTARTS).cluster(points)) {
      List<Double> center = new ArrayList<>();
      for (double coordinate : cluster.getCenter().getPoint()) {
        center.add(rounded(coordinate));
      }
      centers.add(center);
    }
    centers.sort(Comparator.comparing(List::toString));
    return centers;
  }

  /** The same rows whatever their order: those whose keys have the smallest hashes. */
  private List<Row> sample(Dataset<Row> readings) {
    Column[] settings =
        config.settings().stream().map(s -> col(s).cast("double")).toArray(Column[]::new);
    Column[] key = TelemetryTables.READING_KEY.stream().map(c -> col(c)).toArray(Column[]::new);
    return readings
        .na()
        .drop(config.settings().toArray(new String[0]))
        .orderBy(xxhash64(key))
        .limit(SAMPLE)
        .select(settings)
        .collectAsList();
  }

  private List<Regime> regimes(
      Dataset<Row> readings, List<List<Double>> centers, RegimeFinder finder) {
    UDF1<Seq<Double>, Integer> regime =
        settings ->
            finder.regime(
                JavaConverters.seqAsJavaList(settings).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());
    Column settings =
        array(
                config.settings().stream()
                    .map(s -> coalesce(col(s).cast("double"), lit(Double.NaN)))
                    .toArray(Column[]::new))
            .cast("array<double>");
    List<Row> rows =
        statistics(
                readings
                    .withColumn(REGIME, udf(regime, DataTypes.IntegerType).apply(settings))
                    .groupBy(REGIME),
                config.channels())
            .collectAsList();
    List<Regime> regimes = new ArrayList<>();
    for (int r = 0; r < centers.size(); r++) {
      regimes.add(regime(r, centers.get(r), rows));
    }
    return regimes;
  }

  private Regime regime(int number, List<Double> center, List<Row> rows) {
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    Row row =
        rows.stream()
            .filter(r -> r.getInt(0) == number)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("regime " + number + " has no readings"));
    for (int c = 0; c < config.channels().size(); c++) {
      mean.add(mean(row, 2 + 2 * c));
      deviation.add(deviation(row, 2 + 2 * c));
    }
    return new Regime(center, mean, deviation);
  }

  /** Count, then mean and standard deviation of each column. */
  private static Dataset<Row> statistics(
      org.apache.spark.sql.RelationalGroupedDataset groups, List<String> columns) {
    List<Column> aggregates = new ArrayList<>();
    for (String name : columns) {
      aggregates.add(avg(name));
      aggregates.add(stddev_pop(name));
    }
    return groups.agg(count(lit(1)), aggregates.toArray(new Column[0]));
  }

  private static double mean(Row row, int column) {
    return row.isNullAt(column) ? 0 : rounded(row.getDouble(column));
  }

  /** 0 for a channel that does not move: what is left is rounding, and must not be blown up. */
  private static double deviation(Row row, int column) {
    if (row.isNullAt(column + 1)) {
      return 0;
    }
    double deviation = row.getDouble(column + 1);
    double mean = row.getDouble(column);
    return deviation <= 1e-6 * Math.max(Math.abs(mean), 1e-3) ? 0 : rounded(deviation);
  }

  /**
   * Sums over partitions differ in their last digits from run to run; the specification must not.
   */
  private static double rounded(double value) {
    return (float) value;
  }
}
