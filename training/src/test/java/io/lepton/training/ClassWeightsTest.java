package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Examples;
import io.lepton.features.Windows;
import io.lepton.features.label.Task;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class ClassWeightsTest {
  @Test
  void balancedClassesCountTheSame() {
    assertThat(ClassWeights.BALANCED.of(new long[] {90, 9, 1}))
        .containsExactly(100f / 270, 100f / 27, 100f / 3);
    assertThat(ClassWeights.BALANCED.of(new long[] {3, 0, 1})).containsExactly(4f / 6, 1, 2);
    assertThat(ClassWeights.NONE.of(new long[] {90, 9, 1})).containsExactly(1, 1, 1);
  }

  @Test
  void theLossOfAWindowIsTimesItsClassesWeight() {
    float[] weights = {0.5f, 2, 7};
    Examples examples = TestingWaves.examples(Task.CLASSIFICATION, Windows.Form.SEQUENCE);
    MiniBatchShape shape = new MiniBatchShape(examples, 30);
    DataSet miniBatch =
        MiniBatches.inOrder(TestingWaves.segments(Task.CLASSIFICATION, 30), shape).next();
    TrainingConfig config =
        TestingNetworks.config(
            TestingNetworks.plain(new MlpNetwork(List.of(4))), TestingNetworks.adam(0.1), 1);
    MultiLayerNetwork network = open(config.configuration(examples, 1, weights));

    INDArray probabilities = network.output(miniBatch.getFeatures());
    double plain = 0;
    double weighted = 0;
    for (int row = 0; row < 30; row++) {
      for (int c = 0; c < 3; c++) {
        double isTrue = miniBatch.getLabels().getDouble(row, c);
        double loss = -isTrue * Math.log(probabilities.getDouble(row, c)) / 30;
        plain += loss;
        weighted += weights[c] * loss;
      }
    }
    assertThat(network.score(miniBatch)).isCloseTo(weighted, within(1e-5));
    assertThat(open(config.configuration(examples, 1)).score(miniBatch))
        .isCloseTo(plain, within(1e-5))
        .isNotCloseTo(weighted, within(0.01));
  }

  private static MultiLayerNetwork open(MultiLayerConfiguration configuration) {
    return TestingNetworks.open(configuration);
  }
}
