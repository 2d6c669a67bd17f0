package io.lepton.lake.model;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A model that has no version yet.
 *
 * @param name the model
 * @param trainingSet table and version it was trained on
 * @param seed the seed of training
 * @param metrics what was measured, name to figure
 * @param configuration the pipeline's configuration, secrets hidden
 * @param libraries libraries that made it, name to version
 * @param signature what its networks take and give
 * @param files the artefacts, name to content
 */
public record ModelDraft(
    String name,
    String trainingSet,
    long seed,
    Map<String, Double> metrics,
    String configuration,
    Map<String, String> libraries,
    ModelSignature signature,
    Map<String, byte[]> files) {

  /** Copies the maps. */
  public ModelDraft {
    requireNonNull(signature, "signature");
    metrics = Map.copyOf(metrics);
    libraries = Map.copyOf(libraries);
    files = Map.copyOf(files);
  }
}
