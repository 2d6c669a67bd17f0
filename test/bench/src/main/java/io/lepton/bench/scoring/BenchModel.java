package io.lepton.bench.scoring;

import io.lepton.bench.features.MadeUpFleet;
import io.lepton.features.BuildTrainingSet;
import io.lepton.features.FeatureConfig;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.lake.config.ConfigReader;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.ParameterAveragingTrainer;
import io.lepton.training.TrainingConfig;
import io.lepton.training.TrainingSet;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Models to measure with: networks of {@code training.network.kind = conv1d}, trained for a moment
 * on a few readings with the columns of silver.
 */
public enum BenchModel {
  /** One network; windows of 50 readings of 15 channels. */
  SMALL(1, "window.length = 50"),

  /** Like that of {@code conf/cmapss-fd001.conf}: five networks; windows of 70, 30 channels. */
  FD001(
      5,
      "window.length = 70, derived = [%s]"
          .formatted(
              MadeUpFleet.channels(
                  "{ name = smooth_%1$s, kind = smoothed, of = %1$s, alpha = 0.1 }")));

  private final int networks;
  private final String windows;

  BenchModel(int networks, String windows) {
    this.networks = networks;
    this.windows = windows;
  }

  /** Trained on a few readings; all networks of an ensemble are the same. */
  public ScoringModel of(Dataset<Row> silver, Dataset<Row> events) {
    BuildTrainingSet.Built built = new BuildTrainingSet(features()).apply(silver, events);
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(silver.sparkSession().sparkContext());
    TrainingSet set =
        new TrainingSet(
            TrainingSetTable.segments(built.rows(), Split.TRAIN),
            spark.parallelize(List.of(), 1),
            built.spec().examples());
    byte[] network = new ParameterAveragingTrainer(spark, training()).fit(set, epoch -> {}).model();
    return new ScoringModel("bench", 1, built.spec(), Collections.nCopies(networks, network));
  }

  private FeatureConfig features() {
    return ConfigReader.parse(
            """
            pipeline = bench
            features { channels = [%s], %s }
            features.label { kind = forecast, channels = [c0], steps = 1 }
            features.split { validation = 0, test = 0 }
            """
                .formatted(MadeUpFleet.channels("%s"), windows))
        .read(
            in -> {
              in.string("pipeline");
              return in.section("features", FeatureConfig::read);
            });
  }

  private static TrainingConfig training() {
    return ConfigReader.parse("pipeline = bench, training { workers = 1, epochs = 1 }")
        .read(
            in -> {
              in.string("pipeline");
              return in.section("training", TrainingConfig::read);
            });
  }
}
