package io.lepton.jobs.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Augmentation;
import io.lepton.features.FeatureMatrix;
import io.lepton.features.FeatureSpec;
import io.lepton.features.Gaps;
import io.lepton.features.Input;
import io.lepton.features.Regime;
import io.lepton.features.Resampling;
import io.lepton.features.Segment;
import io.lepton.features.Settings;
import io.lepton.features.WindowConfig;
import io.lepton.features.Windows;
import io.lepton.features.label.ClassColumn;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.features.label.Reconstruction;
import io.lepton.features.label.RemainingLife;
import io.lepton.lake.config.ConfigReader;
import io.lepton.scoring.Predictor;
import io.lepton.scoring.ScoringModel;
import io.lepton.scoring.ScoringRuntime;
import io.lepton.test.support.SparkExtension;
import io.lepton.training.ParameterAveragingTrainer;
import io.lepton.training.TrainingConfig;
import io.lepton.training.TrainingSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of every kind, trained for a moment, asked by both runtimes. */
@ExtendWith(SparkExtension.class)
class ScoringRuntimeTest {
  private static final int LENGTH = 7; // odd: pools and strides have something left over
  private static final List<String> CHANNELS = List.of("a", "b", "c");
  private static final Label LIFE = new RemainingLife("failure", 50, Duration.ofHours(1), "hours");
  private static final Label STATE = new ClassColumn("state", List.of("low", "middle", "high"));
  private static final Label AHEAD = Forecast.absolute(List.of("b", "c"), 2);

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("kind = mlp, mlp.units = []", AHEAD),
        Arguments.of("kind = mlp, mlp.units = [9, 5], activation = relu", STATE),
        Arguments.of(
            "kind = conv1d, conv1d { filters = [5], kernel = 4, summary-filters = 6 }", LIFE),
        Arguments.of("kind = tcn, tcn { filters = [5, 4], kernel = 3 }, activation = elu", AHEAD),
        Arguments.of("kind = lstm, lstm.units = [6, 5]", LIFE),
        Arguments.of(
            "kind = conv-lstm, conv-lstm { filters = [5], units = [4] }, dropout = 0.2", STATE),
        Arguments.of("kind = channel-linear", AHEAD),
        Arguments.of("kind = autoencoder, autoencoder.units = [9, 4]", new Reconstruction()),
        Arguments.of(
            "kind = conv-autoencoder, conv-autoencoder { filters = [6, 3], kernel = 3 }, activation"
                + " = leaky-relu",
            new Reconstruction()),
        Arguments.of(
            """
            kind = layers, activation = sigmoid, layers = [
              { type = conv, filters = 6, kernel = 5, stride = 2 }, { type = dropout, rate = 0.1 },
              { type = pool, size = 3 }, { type = unpool }, { type = lstm, units = 5 },
              { type = conv, filters = 4, kernel = 3, padding = causal }, { type = flatten },
              { type = dense, units = 5 } ]
            """,
            STATE),
        Arguments.of(
            "kind = layers, layers = [{ type = conv, filters = 4, kernel = 2 }, { type = mean }]",
            LIFE),
        Arguments.of(
            "kind = layers, layers = [{ type = lstm, units = 4 }, { type = last-step }]", LIFE),
        Arguments.of(
            "kind = layers, layers = [{ type = summary, filters = 4 }, { type = dense, units = 3"
                + " }]",
            LIFE));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void bothSayTheSame(String network, Label label, SparkSession spark) {
    ScoringModel model = trained(network, label, spark);
    try (Predictor original = model.open();
        Predictor other = model.on(ScoringRuntime.ONNX).open()) {
      for (int count : new int[] {1, 7}) {
        float[] asked = windows(count, 3);
        float[] expected = original.predict(asked, count);
        assertThat(other.predict(asked, count)).containsExactly(expected, within(1e-5f));
      }
      float[] first = Arrays.copyOf(windows(7, 3), LENGTH * CHANNELS.size());
      float[] second = Arrays.copyOf(windows(7, 4), LENGTH * CHANNELS.size());
      assertThat(other.predict(first, 1)).isNotEqualTo(other.predict(second, 1));
    }
  }

  private static ScoringModel trained(String network, Label label, SparkSession spark) {
    TrainingConfig config =
        ConfigReader.parse(
                "pipeline = fans, training { network { %s }, epochs = 2, workers = 1, mini-batch-size = 8, learning-rate = 0.02 }"
                    .formatted(network))
            .read(
                in -> {
                  in.string("pipeline");
                  return in.section("training", TrainingConfig::read);
                });
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    FeatureSpec spec = spec(label);
    TrainingSet set =
        new TrainingSet(
            context.parallelize(List.of(segment(label)), 1),
            context.parallelize(List.of(), 1),
            spec.examples());
    return new ScoringModel(
        network,
        0,
        spec,
        new ParameterAveragingTrainer(context, config).fit(set, epoch -> {}).model());
  }

  private static FeatureSpec spec(Label label) {
    return new FeatureSpec(
        FeatureSpec.FORMAT,
        CHANNELS,
        CHANNELS.stream().map(channel -> new Input(channel, List.of())).toList(),
        Settings.NONE,
        List.of(
            new Regime(
                List.of(), List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), List.of(0.0, 0.0, 0.0))),
        List.of(),
        Duration.ofHours(3).toSeconds(),
        Resampling.NONE,
        new Gaps(Gaps.Policy.FORWARD, 2, 0, false),
        new WindowConfig(Windows.Form.SEQUENCE, LENGTH, 1),
        Augmentation.NONE,
        label);
  }

  private static Segment segment(Label label) {
    int windows = 40;
    int readings = LENGTH + windows + label.ahead();
    float[] labels = new float[windows];
    for (int w = 0; w < windows; w++) {
      labels[w] = label.classes().isEmpty() ? 20 + w % 9 : w % 3;
    }
    return new Segment(
        "fan",
        0,
        new FeatureMatrix(random(readings * CHANNELS.size(), 1), readings),
        IntStream.range(LENGTH, LENGTH + windows).toArray(),
        labels,
        new long[windows],
        new int[windows]);
  }

  private static float[] windows(int count, long seed) {
    return random(count * LENGTH * CHANNELS.size(), seed);
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
