package io.lepton.scoring;

import static java.util.Objects.requireNonNull;

import io.lepton.features.FeatureSpec;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * A model version as executors need it: a few hundred kilobytes that travel by broadcast.
 *
 * @param name the model
 * @param version its number
 * @param spec how silver rows become its inputs
 * @param network the network's bytes, not copied
 */
public record ScoringModel(String name, int version, FeatureSpec spec, byte[] network)
    implements Serializable {
  /** File of a model version that holds the network. */
  public static final String NETWORK = "network.zip";

  /** File of a model version that holds the feature specification. */
  public static final String FEATURE_SPEC = "feature-spec.json";

  /** Checks that nothing is null. */
  public ScoringModel {
    requireNonNull(name, "name");
    requireNonNull(spec, "spec");
    requireNonNull(network, "network");
  }

  /** A version as the store gave it. */
  public static ScoringModel of(StoredModel stored) {
    return new ScoringModel(
        stored.version().name(),
        stored.version().number(),
        FeatureSpec.parse(new String(stored.file(FEATURE_SPEC), StandardCharsets.UTF_8)),
        stored.file(NETWORK));
  }

  /** The version's name. */
  public ModelVersion id() {
    return new ModelVersion(name, version);
  }

  /** A predictor for one thread, to be closed by its user. */
  public Predictor open() {
    Predictor predictor = Dl4jPredictor.read(network, spec.windows());
    return spec.examples()
        .targets()
        .lastValues()
        .<Predictor>map(last -> new RelativePredictor(predictor, spec.windows(), last))
        .orElse(predictor);
  }
}
