package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Examples;
import io.lepton.features.Windows;
import io.lepton.features.label.Forecast;
import io.lepton.lake.PipelineException;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Windows of three steps of channels a, b, c and d, of which b and c are forecast two ahead. */
class ChannelLinearNetworkTest {
  private static final Windows WINDOWS = new Windows(Windows.Form.SEQUENCE, 3, 4);
  private static final float[][] MAP = {{1, 0, 0}, {0.5f, -1, 2}}; // [ahead][step]

  @Test
  void allChannelsHaveTheSameMap() {
    MultiLayerNetwork network = network(Forecast.absolute(List.of("b", "c"), 2), WINDOWS);
    assertThat(network.numParams()).isEqualTo(2 * 3 + 2);
    DataSet miniBatch = miniBatch(64);
    assertThat(HostFloats.of(network.output(miniBatch.getFeatures())))
        .as("before it learned anything")
        .containsOnly(0);
    for (int i = 0; i < 400; i++) {
      network.fit(miniBatch);
    }
    DataSet others = miniBatch(7);
    assertThat(HostFloats.of(network.output(others.getFeatures())))
        .containsExactly(HostFloats.of(others.getLabels()), within(1e-3f));
  }

  @Test
  void refusesChannelsThatStandApart() {
    assertRefused(Forecast.absolute(List.of("a", "c"), 2), WINDOWS, "side by side");
    assertRefused(Forecast.absolute(List.of("c", "b"), 2), WINDOWS, "in the same order");
    Windows statistics = new Windows(Windows.Form.AGGREGATE, 3, 4);
    assertRefused(Forecast.absolute(List.of("b"), 2), statistics, "window.form = sequence");
  }

  private static void assertRefused(Forecast label, Windows windows, String expected) {
    assertThatThrownBy(() -> network(label, windows))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(expected);
  }

  /** As workers and the scorer have it, from JSON. */
  private static MultiLayerNetwork network(Forecast label, Windows windows) {
    Examples examples = TestingSegments.examples(windows, label);
    TrainingConfig config =
        TestingNetworks.config(
            TestingNetworks.plain(new ChannelLinearNetwork()), TestingNetworks.adam(0.1), 1);
    String json = config.configuration(examples, 400).toJson();
    return TestingNetworks.open(MultiLayerConfiguration.fromJson(json));
  }

  /** Random windows with what the map makes of them. */
  private static DataSet miniBatch(int size) {
    SplittableRandom random = new SplittableRandom(size);
    INDArray windows = Nd4j.create(size, 4, 3);
    INDArray targets = Nd4j.create(size, 2 * 2);
    for (int w = 0; w < size; w++) {
      for (int channel = 0; channel < 4; channel++) {
        for (int step = 0; step < 3; step++) {
          double value = 2 * random.nextDouble() - 1;
          windows.putScalar(w, channel, step, value);
          for (int ahead = 0; ahead < 2 && (channel == 1 || channel == 2); ahead++) {
            int place = (channel - 1) * 2 + ahead;
            double before = targets.getDouble(w, place);
            targets.putScalar(w, place, before + MAP[ahead][step] * value);
          }
        }
      }
    }
    return new DataSet(windows, targets);
  }
}
