package io.lepton.lake.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;

/** The manifest as people read it. */
final class ManifestJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ManifestJson() {}

  static byte[] write(ModelManifest manifest) throws IOException {
    return JSON.writeValueAsBytes(manifest);
  }

  static ModelManifest parse(byte[] json) throws IOException {
    return JSON.readValue(json, ModelManifest.class);
  }
}
