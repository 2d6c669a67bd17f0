package io.lepton.ingest.kafka;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.Password;
import io.lepton.lake.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A file with certificates.
 *
 * @param type how it is written
 * @param path where it is, on every machine that reads Kafka
 * @param password of the file; of PEM, of the private key in it
 */
public record TlsStore(Type type, Path path, Optional<Secret> password) {

  /** How certificates are written. */
  public enum Type {
    /** Java's old format. */
    JKS,
    /** What Java's keytool writes today. */
    PKCS12,
    /** Text between lines of BEGIN and END. */
    PEM
  }

  /** Checks that there is a password where one is needed. */
  public TlsStore {
    requireNonNull(path, "path");
    if (type != Type.PEM && password.filter(p -> !p.reveal().isEmpty()).isEmpty()) {
      throw new IllegalArgumentException("password: empty (expected: the password of the file)");
    }
  }

  static TlsStore read(ConfigReader in) {
    Type type = in.oneOf("type", Type.class);
    Path path = in.parsed("path", TlsStore::readable);
    Optional<Secret> password =
        type == Type.PEM ? Password.optional(in) : Optional.of(Password.required(in));
    return new TlsStore(type, path, password);
  }

  private static Path readable(String text) {
    Path path = Path.of(text).toAbsolutePath();
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException(
          "'%s' (expected: a file that can be read)".formatted(text));
    }
    return path;
  }

  Map<String, Secret> trustOptions() {
    return options("ssl.truststore.", "ssl.truststore.password");
  }

  Map<String, Secret> keyOptions() {
    return options(
        "ssl.keystore.", type == Type.PEM ? "ssl.key.password" : "ssl.keystore.password");
  }

  private Map<String, Secret> options(String prefix, String passwordOption) {
    Map<String, Secret> options = new TreeMap<>();
    options.put(prefix + "type", Secret.of(type.name()));
    options.put(prefix + "location", Secret.of(path.toString()));
    password.ifPresent(secret -> options.put(passwordOption, secret));
    return options;
  }
}
