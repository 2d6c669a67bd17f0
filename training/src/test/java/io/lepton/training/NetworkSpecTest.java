package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.Examples;
import io.lepton.features.Windows;
import io.lepton.features.label.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What every kind of network promises for every question it can answer. */
class NetworkSpecTest {
  private static final List<NetworkSpec> ALL =
      List.of(
          new MlpNetwork(List.of()),
          new MlpNetwork(List.of(8, 6)),
          new Conv1dNetwork(List.of(4), 3, 6, 5),
          new TcnNetwork(List.of(4, 5), 3),
          new LstmNetwork(List.of(6, 5)),
          new ConvLstmNetwork(List.of(4), 3, List.of(5)),
          new AutoencoderNetwork(List.of(8, 3)),
          new ConvAutoencoderNetwork(List.of(6, 3), 3),
          new LayersNetwork(
              List.of(
                  HiddenLayer.Conv.same(6, 3),
                  new HiddenLayer.Pool(2),
                  new HiddenLayer.Lstm(5),
                  new HiddenLayer.Flatten(),
                  new HiddenLayer.Dropout(0.1),
                  new HiddenLayer.Dense(5))));

  private record Case(NetworkSpec spec, Task task, Windows.Form form) {}

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (NetworkSpec spec : ALL) {
      for (Task task : Task.values()) {
        if (spec.supports(task)) {
          cases.add(new Case(spec, task, Windows.Form.SEQUENCE));
          cases.add(new Case(spec, task, Windows.Form.AGGREGATE));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void learnsAndGivesAnAnswerOfTheRightShape(Case tested) {
    Examples examples = TestingWaves.examples(tested.task(), tested.form());
    DataSet miniBatch = miniBatch(examples);
    MultiLayerNetwork network = network(tested.spec(), examples);
    assertThat(network.numParams()).isPositive();
    assertThat(network.output(miniBatch.getFeatures()).shape())
        .containsExactly(24, examples.targets().size());

    // workers and the scorer read the configuration from JSON
    String json = network.getLayerWiseConfigurations().toJson();
    double before = network.score(miniBatch);
    fit(network, miniBatch);
    assertThat(network.score(miniBatch)).isLessThan(0.8 * before);

    MultiLayerNetwork again = TestingNetworks.open(MultiLayerConfiguration.fromJson(json));
    fit(again, miniBatch);
    assertThat(NetworkState.of(again).parameters())
        .isEqualTo(NetworkState.of(network).parameters());
  }

  /** Dropout draws from one generator for all networks. */
  private static void fit(MultiLayerNetwork network, DataSet miniBatch) {
    Nd4j.getRandom().setSeed(1);
    for (int i = 0; i < 25; i++) {
      network.fit(miniBatch);
    }
  }

  private static DataSet miniBatch(Examples examples) {
    return MiniBatches.inOrder(
            TestingWaves.segments(examples.targets().task(), 16, 8),
            new MiniBatchShape(examples, 24))
        .next();
  }

  private static MultiLayerNetwork network(NetworkSpec spec, Examples examples) {
    return TestingNetworks.open(
        TestingNetworks.config(TestingNetworks.plain(spec), TestingNetworks.adam(0.05), 1)
            .configuration(examples, 25));
  }
}
