package io.lepton.scoring;

import io.lepton.features.Augmentation;
import io.lepton.features.DerivedFeature;
import io.lepton.features.FeatureSpec;
import io.lepton.features.Gaps;
import io.lepton.features.Input;
import io.lepton.features.Regime;
import io.lepton.features.Resampling;
import io.lepton.features.Settings;
import io.lepton.features.WindowConfig;
import io.lepton.features.Windows;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.label.FailureWithin;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.features.label.Reconstruction;
import io.lepton.features.label.RemainingLife;
import io.lepton.lake.stream.StreamTrigger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
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

  /** As it is in the middle of a pump's readings. */
  static final UsualWindow USUAL = UsualWindow.of(new float[] {-1, -1, -1, -1, 0, 0, 0, 0});

  private TestingModels() {}

  /** What a network is asked for. */
  enum Asked {
    LIFE(new RemainingLife("failure", 100, Duration.ofHours(1), "hours"), Activation.SIGMOID),
    FAILURE(new FailureWithin("failure", Duration.ofHours(4)), Activation.SOFTMAX),
    FORECAST(new Forecast(List.of("noise", "wear"), 3, true), Activation.IDENTITY),
    ANOMALY(new Reconstruction(), Activation.IDENTITY);

    final Label label;
    final Activation last;

    Asked(Label label, Activation last) {
      this.label = label;
      this.last = last;
    }
  }

  static ScoringModel untrained() {
    return untrained(7, 1);
  }

  /** So many networks that answer together, and all that can lie beside them. */
  static ScoringModel untrained(Asked asked, int networks) {
    FeatureSpec spec = spec(asked.label);
    AlarmRule alarm =
        asked == Asked.ANOMALY ? new AlarmRule(1.5, 1, Duration.ZERO) : AlarmRule.NONE;
    int outputs = spec.examples().targets().size();
    return new ScoringModel(
        "pump",
        1,
        spec,
        LongStream.range(0, networks).mapToObj(n -> network(7 + n, outputs, asked.last)).toList(),
        new Calibration(alarm, asked == Asked.LIFE ? INTERVALS : PredictionIntervals.NONE, USUAL));
  }

  /** With other weights for another seed. */
  static ScoringModel untrained(long seed, int version) {
    return new ScoringModel(
        "pump",
        version,
        spec(),
        List.of(network(seed)),
        new Calibration(AlarmRule.NONE, INTERVALS, USUAL));
  }

  /** The network that this seed draws, as bytes. */
  static byte[] network(long seed) {
    return network(seed, 1, Activation.SIGMOID);
  }

  private static byte[] network(long seed, int outputs, Activation last) {
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
                        .activation(last)
                        .nIn(8)
                        .nOut(outputs)
                        .build())
                .build());
    network.init();
    return bytes(network);
  }

  /** A network that says the mean of a window, weighted by feature, and a bias. */
  static byte[] linear(double bias, double... weights) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .activation(Activation.IDENTITY)
                .list()
                .layer(
                    new Convolution1DLayer.Builder(1)
                        .rnnDataFormat(RNNFormat.NCW)
                        .nIn(weights.length)
                        .nOut(1)
                        .build())
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .nIn(1)
                        .nOut(1)
                        .build())
                .build());
    network.init();
    INDArray kernel = network.getParam("0_W").dup();
    for (int f = 0; f < weights.length; f++) {
      kernel.putScalar(f, weights[f]);
    }
    network.setParam("0_W", kernel);
    network.setParam("2_W", network.getParam("2_W").dup().assign(1));
    network.setParam("2_b", network.getParam("2_b").dup().assign(bias));
    return bytes(network);
  }

  private static byte[] bytes(MultiLayerNetwork network) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, bytes, false);
    } catch (IOException e) {
      throw new IllegalStateException("written to memory", e);
    }
    return bytes.toByteArray();
  }

  static FeatureSpec spec() {
    return spec(Asked.LIFE.label);
  }

  static FeatureSpec spec(Label label, DerivedFeature... derived) {
    return new FeatureSpec(
        FeatureSpec.FORMAT,
        List.of("wear", "noise"),
        List.of(new Input("wear", List.of()), new Input("noise", List.of())),
        Settings.NONE,
        List.of(new Regime(List.of(), List.of(15.0, 5.0), List.of(9.0, 3.0), List.of(0.0, 0.0))),
        List.of(derived),
        Duration.ofHours(3).toSeconds(),
        Resampling.NONE,
        new Gaps(Gaps.Policy.FORWARD, 2, 0, false),
        new WindowConfig(Windows.Form.SEQUENCE, 4, 1),
        Augmentation.NONE,
        label);
  }

  /** Four windows at once; with so many sensors that a prediction rests on. */
  static ScoringConfig config(int contributors) {
    return new ScoringConfig(
        "pump",
        "latest",
        4,
        "predictions",
        StreamTrigger.availableNow(),
        ScoringRuntime.DEEPLEARNING4J,
        contributors,
        ScoringConfig.Shadow.NONE);
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
