package io.lepton.bench.scoring;

import io.lepton.features.BuildTrainingSet;
import io.lepton.features.FeatureConfig;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.lake.config.ConfigReader;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.ParameterAveragingTrainer;
import io.lepton.training.TrainingConfig;
import io.lepton.training.TrainingSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A model to measure with: windows of 50 readings of 15 channels, one network of {@code
 * training.network.kind = conv1d}, trained for a moment.
 */
public final class BenchModel {
  /** The model sees so many: c0, c1 and so on. */
  public static final int CHANNELS = 15;

  private static final int LENGTH = 50;
  private static final String NAMES =
      IntStream.range(0, CHANNELS).mapToObj(c -> "c" + c).collect(Collectors.joining(", "));

  private BenchModel() {}

  /** Trained on a few readings with the columns of silver. */
  public static ScoringModel of(Dataset<Row> silver, Dataset<Row> events) {
    BuildTrainingSet.Built built = new BuildTrainingSet(features()).apply(silver, events);
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(silver.sparkSession().sparkContext());
    TrainingSet set =
        new TrainingSet(
            TrainingSetTable.segments(built.rows(), Split.TRAIN),
            spark.parallelize(List.of(), 1),
            built.spec().examples());
    byte[] network = new ParameterAveragingTrainer(spark, training()).fit(set, epoch -> {}).model();
    return new ScoringModel("bench", 1, built.spec(), network);
  }

  private static FeatureConfig features() {
    return ConfigReader.parse(
            """
            pipeline = bench
            features { channels = [%s], window.length = %d }
            features.label { kind = forecast, channels = [c0], steps = 1 }
            features.split { validation = 0, test = 0 }
            """
                .formatted(NAMES, LENGTH))
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
