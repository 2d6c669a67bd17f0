package io.lepton.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ContributionsTest {
  private static final float[] WINDOW = {3f, 3f, 3f, 3f, 9f, 9f, 9f, 9f};
  private static final float[] USUAL = {0f, 0f, 0f, 0f, 1f, 1f, 1f, 1f};

  @Test
  void aSensorThatTheNetworkDoesNotLookAtChangesNothing() throws Exception {
    ScoringModel model = lookingAtWearAlone();
    Contributions found = Contributions.of(model, WINDOW, USUAL, 16);
    assertThat(found.sensors())
        .extracting(Contributions.Sensor::name)
        .containsExactly("wear", "noise");
    assertThat(found.sensors().get(0).change()).isNotZero();
    assertThat(found.sensors().get(1).change()).isZero();
  }

  @Test
  void whatIsAsUsualIsNoReason() throws Exception {
    Contributions found = Contributions.of(TestingModels.untrained(), USUAL, USUAL, 16);
    assertThat(found.sensors()).allMatch(sensor -> sensor.change() == 0);
  }

  @Test
  void theChangeIsToWhatTheModelSaysWithoutTheSensor() throws Exception {
    ScoringModel model = TestingModels.untrained();
    float[] withoutWear = WINDOW.clone();
    System.arraycopy(USUAL, 0, withoutWear, 0, 4);
    Contributions found = Contributions.of(model, WINDOW, USUAL, 16);
    double without = Contributions.of(model, withoutWear, USUAL, 16).prediction();
    assertThat(found.sensors())
        .contains(new Contributions.Sensor("wear", found.prediction() - without));
  }

  /** Weights of the other channel are nought. */
  private static ScoringModel lookingAtWearAlone() throws IOException {
    MultiLayerNetwork network =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(TestingModels.network(7)), false);
    INDArray weights = network.getParam("0_W").dup();
    // the layer reads them as [kernel, channels, filters], whatever their shape says
    INDArray read = weights.reshape(weights.ordering(), 3, 2, 8);
    for (int step = 0; step < 3; step++) {
      for (int filter = 0; filter < 8; filter++) {
        read.putScalar(step, 1, filter, 0);
      }
    }
    network.setParam("0_W", weights);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, false);
    return new ScoringModel("pump", 1, TestingModels.spec(), bytes.toByteArray());
  }
}
