package io.lepton.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.BuildTrainingSet;
import io.lepton.features.FeatureConfig;
import io.lepton.features.FeatureSpec;
import io.lepton.features.TrainingSetTable;
import io.lepton.lake.config.ConfigReader;
import io.lepton.scoring.IntervalCalibration;
import io.lepton.scoring.PredictionIntervals;
import io.lepton.scoring.ScoringModel;
import io.lepton.test.support.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Pumps whose lives are of different lengths, in three parts. */
@ExtendWith(SparkExtension.class)
class FindIntervalsTest {
  private final List<String> heard = new ArrayList<>();

  @Test
  void onlyValidationDevicesAreAsked(SparkSession spark) throws IOException {
    Dataset<Row> all = trainingSet(spark).coalesce(1).cache();
    ScoringModel model = model(TrainingSetTable.featureSpec(all));
    PredictionIntervals found = find().of(all, model);
    assertThat(found.bins()).isNotEmpty();
    assertThat(heard.get(0)).startsWith("50 % intervals from ");
    assertThat(find().of(all.where("split = 'validation'"), model)).isEqualTo(found);
    assertThat(find().of(all.where("split = 'test'"), model)).isEqualTo(PredictionIntervals.NONE);

    heard.clear();
    assertThat(find().of(all.where("split <> 'validation'"), model))
        .isEqualTo(PredictionIntervals.NONE);
    assertThat(heard)
        .containsExactly(
            "no intervals: 0 validation devices (expected: at least 1). Raise"
                + " features.split.validation or lower training.interval.coverage.");
  }

  private FindIntervals find() {
    return new FindIntervals(new IntervalCalibration(config().label(), 0.5), 8, heard::add);
  }

  private static Dataset<Row> trainingSet(SparkSession spark) {
    Dataset<Row> silver =
        spark
            .range(12)
            .selectExpr("id", "explode(sequence(0, 8 + id)) as sequence")
            .selectExpr(
                "concat('pump-', id) as device_id",
                "timestamp_seconds(3600 * sequence) as event_time",
                "sequence",
                "cast((sequence * 7 + id * 5) % 11 as double) as load",
                "sequence = 8 + id as is_last");
    return new BuildTrainingSet(config())
        .apply(
            silver.drop("is_last"),
            silver.where("is_last").selectExpr("device_id", "event_time", "'failure' as kind"))
        .rows();
  }

  private static FeatureConfig config() {
    return ConfigReader.parse(
            """
            pipeline = pumps
            features { channels = [load], window.length = 3 }
            features.split { validation = 0.4, test = 0.3 }
            """)
        .read(
            in -> {
              in.string("pipeline");
              return in.section("features", FeatureConfig::read);
            });
  }

  private static ScoringModel model(FeatureSpec spec) throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(new GlobalPoolingLayer.Builder().build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .nOut(1)
                        .build())
                .setInputType(InputType.recurrent(1, 3, RNNFormat.NCW))
                .build());
    network.init();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, false);
    return new ScoringModel("pump", 1, spec, bytes.toByteArray());
  }
}
