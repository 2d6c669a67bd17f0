package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.InvalidConfigException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingConfigTest {
  @Test
  void nothingHasToBeSet() {
    assertThat(read(""))
        .isEqualTo(
            new TrainingConfig(
                TestingNetworks.plain(new Conv1dNetwork(List.of(16, 16), 9, 32, 32)),
                new Fitting(
                    10,
                    0,
                    256,
                    ClassWeights.NONE,
                    new Optimiser(
                        Optimiser.Updater.ADAM,
                        new LearningRate(
                            0.001, LearningRate.Schedule.ONE_CYCLE, new LearningRate.Step(10, 0.5)),
                        0)),
                new Averaging(2, 5),
                1,
                "cpu"));
  }

  @ParameterizedTest
  @EnumSource(value = NetworkKind.class, names = "LAYERS", mode = EnumSource.Mode.EXCLUDE)
  void aKindNeedsNoOtherKey(NetworkKind kind) {
    NetworkSpec network = read("training.network.kind = " + kind.code()).network().spec();
    assertThat(network.kind()).isEqualTo(kind);
    assertThat(network.describe()).startsWith(kind.code() + ": ");
  }

  @Test
  void everyKeyCounts() {
    TrainingConfig config =
        read(
            """
training {
  network { kind = mlp, mlp.units = [7], activation = leaky-relu, l2 = 0.1, dropout = 0.2 }
  epochs = 3, early-stopping = 2, mini-batch-size = 17, class-weights = balanced
  updater = sgd, learning-rate = 0.5, schedule = step, step { epochs = 4, factor = 0.1 }
  gradient-clip = 1.5, workers = 3, averaging-frequency = 6, averaging-master = stock, seed = 9, adversarial { epsilon = 0.1, share = 0.25 }, ensemble = 5
  warm-start = "pump@3", frozen-layers = 2, backend = cuda
}
""");
    assertThat(config)
        .isEqualTo(
            new TrainingConfig(
                new NetworkConfig(
                    new MlpNetwork(List.of(7)),
                    Nonlinearity.LEAKY_RELU,
                    new Regularisation(0.1, 0.2)),
                new Fitting(
                    3,
                    2,
                    17,
                    ClassWeights.BALANCED,
                    new Optimiser(
                        Optimiser.Updater.SGD,
                        new LearningRate(
                            0.5, LearningRate.Schedule.STEP, new LearningRate.Step(4, 0.1)),
                        1.5),
                    new Adversarial(0.1, 0.25)),
                new Averaging(3, 6, Averaging.Master.STOCK),
                9,
                5,
                new TrainingConfig.Start("pump@3", 2),
                "cuda"));
  }

  @Test
  void everyKeyOfAKindCounts() {
    String network =
        """
        training.network {
          conv1d { filters = [2], kernel = 3, summary-filters = 4, dense-units = 5 }
          tcn { filters = [6], kernel = 7 }
          lstm { units = [8, 9] }
          conv-lstm { filters = [2], kernel = 4, units = [6] }
          autoencoder { units = [5] }
          conv-autoencoder { filters = [3], kernel = 2 }
          layers = [
            { type = conv, filters = 4, kernel = 3 }, { type = pool }, { type = unpool }
            { type = conv, filters = 5, kernel = 3, stride = 2, padding = causal }
            { type = pool, size = 3 }, { type = lstm, units = 6 }, { type = last-step }
            { type = dropout, rate = 0.3 }, { type = dense, units = 7 }
          ]
        }
        training.network.kind =\s""";
    assertThat(List.of("conv1d", "tcn", "lstm", "conv-lstm", "autoencoder", "conv-autoencoder"))
        .extracting(kind -> read(network + kind).network().spec())
        .containsExactly(
            new Conv1dNetwork(List.of(2), 3, 4, 5),
            new TcnNetwork(List.of(6), 7),
            new LstmNetwork(List.of(8, 9)),
            new ConvLstmNetwork(List.of(2), 4, List.of(6)),
            new AutoencoderNetwork(List.of(5)),
            new ConvAutoencoderNetwork(List.of(3), 2));
    assertThat(read(network + "layers").network().spec())
        .isEqualTo(
            new LayersNetwork(
                List.of(
                    HiddenLayer.Conv.same(4, 3),
                    new HiddenLayer.Pool(2),
                    new HiddenLayer.Unpool(),
                    HiddenLayer.Conv.causal(5, 3, 2),
                    new HiddenLayer.Pool(3),
                    new HiddenLayer.Lstm(6),
                    new HiddenLayer.LastStep(),
                    new HiddenLayer.Dropout(0.3),
                    new HiddenLayer.Dense(7))));
  }

  @Test
  void listsEveryMistake() {
    assertThatThrownBy(
            () ->
                read(
                    """
training {
  network {
    kind = gru
    mlp.units = [4, 0]
    conv1d.kernel = 0
    tcn.kernel = 1
    lstm.units = []
    conv-lstm.filters = many
    autoencoder.unit = [3]
    conv-autoencoder.kernel = -1
    layers = [ { type = gru }, { type = conv, filters = 3 }, { type = dropout, rate = 1 } ]
    activation = step
    filters = [16]
  }
  class-weights = some
  schedule = fast
  step.factor = 2
  workers = two
}
"""))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            """
Cannot read the config: 17 problems
  training.network.kind (line 3): 'gru' (expected: 'mlp', 'channel-linear', 'conv1d', 'tcn', 'lstm', 'conv-lstm', 'autoencoder', 'conv-autoencoder' or 'layers')
  training.network.mlp.units (line 4): 0 (expected: > 0)
  training.network.conv1d.kernel (line 5): 0 (expected: > 0)
  training.network.tcn.kernel (line 6): 1 (expected: > 1)
  training.network.lstm.units (line 7): [] (expected: at least one)
  training.network.conv-lstm.filters (line 8): 'many' (expected: a list such as [1, 2])
  training.network.autoencoder.unit (line 9): unknown key; did you mean 'training.network.autoencoder.units'?
  training.network.conv-autoencoder.kernel (line 10): -1 (expected: > 0)
  training.network.layers[0].type (line 11): 'gru' (expected: one of conv, summary, lstm, dense, pool, unpool, mean, last-step, flatten, dropout)
  training.network.layers[2].rate (line 11): 1.0 (expected: from 0 to below 1)
  training.network.activation (line 12): 'step' (expected: 'tanh', 'relu', 'leaky-relu', 'elu' or 'sigmoid')
  training.network.filters (line 13): unknown key; did you mean 'training.network.conv-autoencoder.filters', 'training.network.conv-lstm.filters' or 'training.network.conv1d.filters'?
  training.class-weights (line 15): 'some' (expected: 'none' or 'balanced')
  training.schedule (line 16): 'fast' (expected: 'constant', 'one-cycle' or 'step')
  training.step.factor (line 17): 2.0 (expected: above 0, at most 1)
  training.workers (line 18): 'two' (expected: a whole number)
  training.network.layers[1].kernel: missing (expected: a whole number). Set it in the file.""");
  }

  @Test
  void aMistakeIsNamedByItsKey() {
    assertMistake("epochs = 0", "epochs (line 1): 0 (expected: > 0)");
    assertMistake("early-stopping = -1", "early-stopping (line 1): -1 (expected: >= 0)");
    assertMistake("mini-batch-size = 0", "mini-batch-size (line 1): 0 (expected: > 0)");
    assertMistake("learning-rate = 0", "learning-rate (line 1): 0.0 (expected: > 0)");
    assertMistake("gradient-clip = -1", "gradient-clip (line 1): -1.0 (expected: >= 0)");
    assertMistake("averaging-frequency = 0", "averaging-frequency (line 1): 0 (expected: > 0)");
    assertMistake("backend = gpu", "backend (line 1): 'gpu' (expected: 'cpu' or 'cuda')");
    assertMistake("network.l2 = -1", "network.l2 (line 1): -1.0 (expected: from 0 to below 1)");
    assertMistake(
        "network { kind = layers, layers = [] }",
        "network.layers (line 1): [] (expected: at least one)");
    // what follows is asked for nonetheless
    assertMistake("{ epochs = 0, seed = 3, workers = 4 }", "epochs (line 1): 0 (expected: > 0)");
  }

  private static void assertMistake(String setting, String problem) {
    String hocon = setting.startsWith("{") ? "training " + setting : "training." + setting;
    assertThatThrownBy(() -> read(hocon))
        .hasMessage("Cannot read the config: 1 problem\n  training." + problem);
  }

  @Test
  void refusesSizesThatCannotBe() {
    Optimiser adam = TestingNetworks.adam(1);
    LearningRate rate = adam.learningRate();
    assertRefused(() -> fitting(0, 0, 1, adam), "epochs: 0 (expected: > 0)");
    assertRefused(() -> fitting(1, -1, 1, adam), "early-stopping: -1 (expected: >= 0)");
    assertRefused(() -> fitting(1, 0, -1, adam), "mini-batch-size: -1 (expected: > 0)");
    assertRefused(() -> TestingNetworks.adam(Double.NaN), "learning-rate: NaN (expected: > 0)");
    assertRefused(
        () -> new Optimiser(Optimiser.Updater.SGD, rate, -0.5),
        "gradient-clip: -0.5 (expected: >= 0)");
    assertRefused(() -> new LearningRate.Step(0, 0.5), "epochs: 0 (expected: > 0)");
    assertRefused(() -> new LearningRate.Step(1, 0), "factor: 0.0 (expected: above 0, at most 1)");
    assertRefused(() -> new Averaging(0, 1), "workers: 0 (expected: > 0)");
    assertRefused(() -> new Averaging(1, 0), "averaging-frequency: 0 (expected: > 0)");
    assertRefused(() -> new Regularisation(-1, 0), "l2: -1.0 (expected: from 0 to below 1)");
    assertRefused(() -> new Regularisation(0, 1), "dropout: 1.0 (expected: from 0 to below 1)");
    assertRefused(() -> new Conv1dNetwork(List.of(4, 0), 1, 1, 1), "filters: 0 (expected: > 0)");
    assertRefused(
        () -> new Conv1dNetwork(List.of(4), 1, 0, 1), "summary-filters: 0 (expected: > 0)");
    assertRefused(() -> new LstmNetwork(List.of()), "units: [] (expected: at least one)");
  }

  @Test
  void refusesABackendNobodyKnows() {
    TrainingConfig config = read("");
    assertRefused(
        () -> new TrainingConfig(config.network(), config.fitting(), config.averaging(), 1, "gpu"),
        "backend: 'gpu' (expected: 'cpu' or 'cuda')");
  }

  private static Fitting fitting(int epochs, int stopping, int size, Optimiser optimiser) {
    return new Fitting(epochs, stopping, size, ClassWeights.NONE, optimiser);
  }

  private static TrainingConfig read(String hocon) {
    return ConfigReader.parse(hocon + "\npipeline = fans")
        .read(
            in -> {
              in.string("pipeline"); // the lake's defaults name it
              return in.section("training", TrainingConfig::read);
            });
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
