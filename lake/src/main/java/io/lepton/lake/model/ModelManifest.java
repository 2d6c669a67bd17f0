package io.lepton.lake.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * The papers of a model version.
 *
 * @param name the model
 * @param version its number
 * @param createdAt when it was published, ISO-8601 UTC
 * @param trainingSet table and version it was trained on, {@code gold.training_set@4}
 * @param seed the seed of training
 * @param metrics what was measured at publication, name to figure
 * @param configuration the pipeline's whole configuration, secrets hidden
 * @param libraries libraries that made it, name to version
 * @param signature what its networks take and give
 * @param files the artefacts, name to SHA-256 in hexadecimal
 */
public record ModelManifest(
    String name,
    int version,
    String createdAt,
    String trainingSet,
    long seed,
    Map<String, Double> metrics,
    String configuration,
    Map<String, String> libraries,
    ModelSignature signature,
    Map<String, String> files) {

  /** Copies what it is given. */
  public ModelManifest {
    metrics = new TreeMap<>(metrics);
    libraries = new TreeMap<>(libraries);
    signature = signature == null ? ModelSignature.UNKNOWN : signature; // an older manifest
    files = new TreeMap<>(files);
  }
}
