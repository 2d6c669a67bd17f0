package io.lepton.ingest.kafka;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A password in the configuration: {@code password}, or {@code password-file} with its path. */
final class Password {
  private Password() {}

  static Secret required(ConfigReader in) {
    return optional(in).orElseGet(() -> in.secret("password"));
  }

  static Optional<Secret> optional(ConfigReader in) {
    Optional<String> file = in.optionalString("password-file");
    if (!in.has("password")) {
      return file.map(Password::fromFile);
    }
    if (file.isPresent()) {
      throw new IllegalArgumentException(
          "password-file: set beside password (expected: one of the two)");
    }
    return Optional.of(in.secret("password"));
  }

  private static Secret fromFile(String file) {
    try {
      // the newline of an editor or of echo
      return Secret.of(Files.readString(Path.of(file)).replaceFirst("\r?\n\\z", ""));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "password-file: '%s' (expected: a text file that can be read): %s"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
