package io.lepton.jobs.training;

import io.lepton.features.FeatureSpec;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.WarmStart;

/** Finds what {@code training.warm-start} names in the model store. */
final class WarmStarts {
  private final ModelStore models;
  private final String model;

  /** Versions without a name are this model's. */
  WarmStarts(ModelStore models, String model) {
    this.models = models;
    this.model = model;
  }

  /**
   * The networks of a version.
   *
   * @param named {@code name@rule}, or the rule alone
   * @throws PipelineException if there is no such version, or its windows are of something else
   */
  WarmStart open(String named, FeatureSpec spec) {
    int at = named.lastIndexOf('@');
    ModelVersion version =
        models.require(at < 0 ? model : named.substring(0, at), named.substring(at + 1));
    StoredModel stored = models.open(version);
    ScoringModel learned = ScoringModel.of(stored);
    if (!learned.spec().features().equals(spec.features())) {
      throw PipelineException.config(
          "Cannot start from model '%s': its features are %s (expected: those of the training set, %s). Set training.warm-start to a model of the same features."
              .formatted(version, learned.spec().features(), spec.features()));
    }
    return new WarmStart(version.toString(), learned.networks());
  }
}
