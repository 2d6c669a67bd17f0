package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.features.Examples;
import io.lepton.features.Windows;
import io.lepton.features.label.Task;
import io.lepton.lake.PipelineException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersNetworkTest {
  private static final HiddenLayer CONV = HiddenLayer.Conv.same(4, 3);

  @Test
  void refusesLayersThatDoNotFit() {
    assertRefused("layers: [] (expected: at least one)");
    assertRefused(
        "layers: 'dense' on a sequence (expected: summary, mean, last-step or flatten before it)",
        CONV,
        new HiddenLayer.Dense(3));
    assertRefused(
        "layers: 'lstm' after the steps are gone (expected: dense)",
        new HiddenLayer.LastStep(),
        new HiddenLayer.Dropout(0.1),
        new HiddenLayer.Lstm(3));
    assertRefused("layers: 'unpool' (expected: a 'pool' before it)", new HiddenLayer.Unpool());
    assertThatThrownBy(() -> HiddenLayer.Conv.causal(4, 1, 2))
        .hasMessage("kernel: 1 (expected: >= stride)");
  }

  @Test
  void aSequenceAtTheEndCanOnlyGiveTheWindowBack() {
    LayersNetwork open = new LayersNetwork(List.of(CONV));
    assertThat(List.of(Task.values()).stream().filter(open::supports))
        .containsExactly(Task.RECONSTRUCTION);
    LayersNetwork halved = new LayersNetwork(List.of(CONV, new HiddenLayer.Pool(2)));
    Examples examples = TestingWaves.examples(Task.RECONSTRUCTION, Windows.Form.SEQUENCE);
    assertThatThrownBy(
            () ->
                TestingNetworks.config(TestingNetworks.plain(halved), TestingNetworks.adam(0.1), 1)
                    .configuration(examples, 1))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot build network: its layers end in a sequence of 3 steps (expected: the 5 of a"
                + " window, or a vector). End training.network.layers with summary, mean, last-step"
                + " or flatten.");
  }

  @Test
  void saysWhatItIs() {
    assertThat(new LayersNetwork(List.of(CONV, new HiddenLayer.Mean())).describe())
        .isEqualTo("layers: 4 filters of 3");
    assertThat(TestingNetworks.CONV1D.describe())
        .isEqualTo("conv1d: 4 filters of 3, 6 filters over the window, 5 units");
    assertThat(new TcnNetwork(List.of(8, 8, 4), 5).describe())
        .isEqualTo(
            "tcn: two causal convolutions of [8, 8, 4] filters of 5, the dilation doubling from 1"
                + " to 4");
  }

  private static void assertRefused(String message, HiddenLayer... layers) {
    assertThatThrownBy(() -> new LayersNetwork(List.of(layers)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
