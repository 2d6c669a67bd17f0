package io.lepton.lake.model;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.PipelineException;
import java.util.Map;

/**
 * A model version as it was read, every file with the checksum its manifest states.
 *
 * @param version which one
 * @param manifest its papers
 * @param files the artefacts, name to content
 */
public record StoredModel(ModelVersion version, ModelManifest manifest, Map<String, byte[]> files) {
  /** Copies the map. */
  public StoredModel {
    requireNonNull(version, "version");
    requireNonNull(manifest, "manifest");
    files = Map.copyOf(files);
  }

  /**
   * One artefact.
   *
   * @throws PipelineException if the version has no such file
   */
  public byte[] file(String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw PipelineException.data(
          "Cannot open model '%s': it has no file '%s' (files: %s). Train it again."
              .formatted(version, name, manifest.files().keySet()));
    }
    return content;
  }
}
