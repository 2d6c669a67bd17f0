package io.lepton.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.FeatureSpec;
import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EnsemblePredictorTest {
  private static final float[] WINDOWS = {1, 2, 3, 4, 5, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2, 1};

  @Test
  void answersWithTheMeanOfItsMembers() {
    FeatureSpec spec = TestingModels.untrained().spec();
    List<byte[]> networks = List.of(TestingModels.network(7), TestingModels.network(8));
    List<float[]> alone = new ArrayList<>();
    networks.forEach(network -> alone.add(predicted(new ScoringModel("pump", 1, spec, network))));
    assertThat(predicted(stored(spec, networks).on(ScoringRuntime.ONNX)))
        .containsExactly(predicted(stored(spec, networks)), within(1e-5f));
    float[] together = predicted(stored(spec, networks));
    assertThat(together).hasSize(2);
    for (int w = 0; w < 2; w++) {
      float mean = (alone.get(0)[w] + alone.get(1)[w]) / 2;
      assertThat(together[w]).isCloseTo(mean, within(1e-6f)).isNotEqualTo(alone.get(0)[w]);
    }
  }

  @Test
  void oneNetworkIsStoredUnderItsOwnName() {
    byte[] network = TestingModels.network(7);
    assertThat(ScoringModel.files(List.of(network))).containsOnlyKeys(ScoringModel.NETWORK);
    assertThat(ScoringModel.files(List.of(network, network)))
        .containsOnlyKeys("network-1.zip", "network-2.zip");
  }

  private static float[] predicted(ScoringModel model) {
    try (Predictor predictor = model.open()) {
      return predictor.predict(WINDOWS, 2);
    }
  }

  /** Through the files of a model version. */
  private static ScoringModel stored(FeatureSpec spec, List<byte[]> networks) {
    Map<String, byte[]> files = new TreeMap<>(ScoringModel.files(networks));
    files.put(ScoringModel.FEATURE_SPEC, spec.json().getBytes(StandardCharsets.UTF_8));
    ModelManifest papers =
        new ModelManifest("pump", 1, "", "", 7, Map.of(), "", Map.of(), spec.signature(), Map.of());
    return ScoringModel.of(new StoredModel(new ModelVersion("pump", 1), papers, files));
  }
}
