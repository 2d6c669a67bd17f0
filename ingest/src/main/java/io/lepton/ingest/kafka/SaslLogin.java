package io.lepton.ingest.kafka;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.Password;
import io.lepton.lake.config.Secret;
import java.util.List;
import java.util.Map;

/**
 * Who we are to the brokers.
 *
 * @param mechanism how the password is shown to them
 * @param user a name they know
 * @param password its password
 */
public record SaslLogin(Mechanism mechanism, String user, Secret password) {
  static final List<String> KEYS =
      List.of("mechanism", "user", "password", "password-file", "password-credential");

  /** How a password is shown to a broker. */
  public enum Mechanism {
    /** As it is: for encrypted connections only. */
    PLAIN("plain.Plain"),
    /** A proof of it, with SHA-256. */
    SCRAM_SHA_256("scram.Scram"),
    /** A proof of it, with SHA-512. */
    SCRAM_SHA_512("scram.Scram");

    private final String module;

    Mechanism(String module) {
      this.module = "org.apache.kafka.common.security." + module + "LoginModule";
    }
  }

  /** Checks that there is a user with a password. */
  public SaslLogin {
    requireNonNull(mechanism, "mechanism");
    if (user.isEmpty()) {
      throw new IllegalArgumentException("user: '' (expected: a name)");
    }
    if (password.reveal().isEmpty()) {
      throw new IllegalArgumentException("password: empty (expected: the user's password)");
    }
  }

  static SaslLogin read(ConfigReader in) {
    Mechanism mechanism = in.oneOf("mechanism", Mechanism.class);
    String user = in.string("user");
    return new SaslLogin(mechanism, user, Password.required(in));
  }

  Map<String, Secret> clientOptions() {
    String jaas =
        "%s required username=%s password=%s;"
            .formatted(mechanism.module, quoted(user), quoted(password.reveal()));
    return Map.of(
        "sasl.mechanism", Secret.of(mechanism.name().replace('_', '-')),
        "sasl.jaas.config", Secret.of(jaas));
  }

  /** As Java's StreamTokenizer reads it, which is what Kafka parses with. */
  private static String quoted(String text) {
    String escaped =
        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r");
    return '"' + escaped + '"';
  }
}
