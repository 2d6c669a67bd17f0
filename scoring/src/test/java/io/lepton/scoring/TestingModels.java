package io.lepton.scoring;

import io.lepton.features.Augmentation;
import io.lepton.features.FeatureSpec;
import io.lepton.features.Gaps;
import io.lepton.features.Input;
import io.lepton.features.Regime;
import io.lepton.features.Resampling;
import io.lepton.features.Settings;
import io.lepton.features.WindowConfig;
import io.lepton.features.Windows;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.label.RemainingLife;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A small network with random weights, for windows of four readings of two channels. */
final class TestingModels {
  /** Wider where more life is left. */
  static final PredictionIntervals INTERVALS =
      new PredictionIntervals(
          1,
          0.9,
          List.of(
              new PredictionIntervals.Bin(0, 3, 9, 90),
              new PredictionIntervals.Bin(50, 60, 9, 90)));

  private TestingModels() {}

  static ScoringModel untrained() {
    return untrained(7, 1);
  }

  /** With other weights for another seed. */
  static ScoringModel untrained(long seed, int version) {
    return new ScoringModel(
        "pump",
        version,
        spec(),
        List.of(network(seed)),
        new Calibration(AlarmRule.NONE, INTERVALS));
  }

  /** The network that this seed draws, as bytes. */
  static byte[] network(long seed) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .activation(Activation.TANH)
                .list()
                .layer(
                    new Convolution1DLayer.Builder(3)
                        .rnnDataFormat(RNNFormat.NCW)
                        .nIn(2)
                        .nOut(8)
                        .build())
                .layer(new GlobalPoolingLayer.Builder().build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .activation(Activation.SIGMOID)
                        .nIn(8)
                        .nOut(1)
                        .build())
                .build());
    network.init();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, bytes, false);
    } catch (IOException e) {
      throw new IllegalStateException("written to memory", e);
    }
    return bytes.toByteArray();
  }

  static FeatureSpec spec() {
    return new FeatureSpec(
        FeatureSpec.FORMAT,
        List.of("wear", "noise"),
        List.of(new Input("wear", List.of()), new Input("noise", List.of())),
        Settings.NONE,
        List.of(new Regime(List.of(), List.of(15.0, 5.0), List.of(9.0, 3.0), List.of(0.0, 0.0))),
        List.of(),
        Duration.ofHours(3).toSeconds(),
        Resampling.NONE,
        new Gaps(Gaps.Policy.FORWARD, 2, 0, false),
        new WindowConfig(Windows.Form.SEQUENCE, 4, 1),
        Augmentation.NONE,
        new RemainingLife("failure", 100, Duration.ofHours(1), "hours"));
  }

  /** Ten hourly readings of each of three pumps, as silver has them. */
  static Dataset<Row> pumps(SparkSession spark) {
    return spark
        .range(30)
        .selectExpr(
            "concat('pump-', id div 10) as device_id",
            "timestamp_seconds(3600 * (id % 10)) as event_time",
            "id % 10 as sequence",
            "cast(id % 10 as double) as wear",
            "cast(nullif((id * 7) % 11, 3) as double) as noise",
            "false as is_late",
            "0D as late_by_seconds",
            "'pumps' as kafka_topic",
            "0 as kafka_partition",
            "id as kafka_offset",
            "timestamp_seconds(1e9) as kafka_time",
            "timestamp_seconds(1e9) as ingest_time");
  }
}
