package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Examples;
import io.lepton.features.Windows;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;

class OptimiserTest {
  private static final double ETA = 0.1;
  private static final double[][] INPUTS = {{1, 2}, {-0.5, 0.25}, {0.75, -1}};
  private static final double[] TRUTHS = {0.5, -1, 2};

  @Test
  void aStepIsAgainstTheGradientAndTowardsZeroByL2() {
    double l2 = 0.3;
    MultiLayerNetwork network = linear(l2, 0);
    float[] before = NetworkState.of(network).parameters();
    network.fit(miniBatch());

    double[] gradient = gradient(before);
    assertThat(NetworkState.of(network).parameters())
        .containsExactly(
            floats(
                before[0] - ETA * gradient[0] - ETA * l2 * before[0],
                before[1] - ETA * gradient[1] - ETA * l2 * before[1],
                before[2] - ETA * gradient[2]), // no l2 for biases
            within(1e-6f));
  }

  @Test
  void aLongGradientIsShortenedBeforeTheShareOfL2() {
    double clip = 0.25;
    double l2 = 0.3;
    MultiLayerNetwork network = linear(l2, clip);
    float[] before = NetworkState.of(network).parameters();
    network.fit(miniBatch());

    double[] gradient = gradient(before);
    double length = Math.sqrt(sum(gradient[0], gradient[1], gradient[2]));
    assertThat(length).isGreaterThan(clip);
    double factor = ETA * clip / length;
    assertThat(NetworkState.of(network).parameters())
        .containsExactly(
            floats(
                before[0] - factor * gradient[0] - ETA * l2 * before[0],
                before[1] - factor * gradient[1] - ETA * l2 * before[1],
                before[2] - factor * gradient[2]),
            within(1e-6f));
  }

  @Test
  void theLearningRateFollowsItsSchedule() {
    LearningRate.Step step = new LearningRate.Step(2, 0.5);
    ISchedule stairs = new LearningRate(0.8, LearningRate.Schedule.STEP, step).schedule(100);
    assertThat(List.of(0, 1, 2, 3, 4))
        .extracting(epoch -> stairs.valueAt(7 * epoch, epoch))
        .containsExactly(0.8, 0.8, 0.4, 0.4, 0.2);
    ISchedule flat = new LearningRate(0.8, LearningRate.Schedule.CONSTANT, step).schedule(100);
    assertThat(flat.valueAt(99, 9)).isEqualTo(0.8);
    ISchedule cycle = new LearningRate(0.8, LearningRate.Schedule.ONE_CYCLE, step).schedule(100);
    assertThat(cycle.valueAt(29, 0)).isGreaterThan(0.79);
    assertThat(cycle.valueAt(99, 0)).isLessThan(0.001);
  }

  /** Two weights and a bias. */
  private static MultiLayerNetwork linear(double l2, double clip) {
    Examples examples =
        TestingSegments.examples(new Windows(Windows.Form.SEQUENCE, 1, 2), TestingSegments.life(1));
    NetworkConfig network =
        new NetworkConfig(new MlpNetwork(List.of()), Nonlinearity.TANH, new Regularisation(l2, 0));
    return TestingNetworks.open(
        TestingNetworks.config(network, TestingNetworks.sgd(ETA, clip), 5)
            .configuration(examples, 1));
  }

  /** Of the mean squared error by w0, w1 and b. */
  private static double[] gradient(float[] parameters) {
    double[] gradient = new double[3];
    for (int i = 0; i < INPUTS.length; i++) {
      double said = parameters[0] * INPUTS[i][0] + parameters[1] * INPUTS[i][1] + parameters[2];
      double slope = 2 * (said - TRUTHS[i]) / INPUTS.length;
      gradient[0] += slope * INPUTS[i][0];
      gradient[1] += slope * INPUTS[i][1];
      gradient[2] += slope;
    }
    return gradient;
  }

  private static DataSet miniBatch() {
    return new DataSet(
        Nd4j.createFromArray(INPUTS).castTo(Nd4j.dataType()).reshape(3, 2, 1),
        Nd4j.createFromArray(TRUTHS).castTo(Nd4j.dataType()).reshape(3, 1));
  }

  private static double sum(double a, double b, double c) {
    return a * a + b * b + c * c;
  }

  private static float[] floats(double a, double b, double c) {
    return new float[] {(float) a, (float) b, (float) c};
  }
}
