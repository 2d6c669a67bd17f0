package io.lepton.ingest.kafka;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How connections to the brokers are made: encrypted or not, with or without a login.
 *
 * @param protocol what the brokers' port speaks
 * @param login exactly if the protocol has a login
 * @param truststore the certificates to believe; without one those of Java
 * @param keystore our own certificate, if the brokers ask for it
 */
public record KafkaSecurity(
    Protocol protocol,
    Optional<SaslLogin> login,
    Optional<TlsStore> truststore,
    Optional<TlsStore> keystore) {

  /** What a port of a broker speaks. */
  public enum Protocol {
    /** Neither encrypted nor with a login. */
    PLAINTEXT,
    /** Encrypted. */
    SSL,
    /** With a login. */
    SASL_PLAINTEXT,
    /** Encrypted and with a login. */
    SASL_SSL;

    private boolean hasLogin() {
      return this == SASL_PLAINTEXT || this == SASL_SSL;
    }

    private boolean isEncrypted() {
      return this == SSL || this == SASL_SSL;
    }
  }

  /** Checks that nothing is there in vain, and nothing is missing. */
  public KafkaSecurity {
    if (login.isPresent() != protocol.hasLogin()) {
      throw new IllegalArgumentException(
          login.isPresent() ? inVain("user", "sasl") : "user: missing (expected: a name)");
    }
    if (truststore.isPresent() && !protocol.isEncrypted()) {
      throw new IllegalArgumentException(inVain("truststore", "ssl"));
    }
    if (keystore.isPresent() && !protocol.isEncrypted()) {
      throw new IllegalArgumentException(inVain("keystore", "ssl"));
    }
    if (truststore
        .filter(s -> s.type() == TlsStore.Type.PEM && s.password().isPresent())
        .isPresent()) {
      throw new IllegalArgumentException(
          "truststore.password: set (expected: none, certificates in PEM have no password)");
    }
  }

  /** No encryption, no login. */
  public static KafkaSecurity none() {
    return new KafkaSecurity(
        Protocol.PLAINTEXT, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Reads the section {@code ingest.kafka.security}. */
  public static KafkaSecurity read(ConfigReader in) {
    Protocol protocol = in.oneOf("protocol", Protocol.class);
    Optional<TlsStore> truststore = in.optionalSection("truststore", TlsStore::read);
    Optional<TlsStore> keystore = in.optionalSection("keystore", TlsStore::read);
    // all keys are asked for, or those left over would be called unknown
    Optional<String> first = SaslLogin.KEYS.stream().filter(in::has).toList().stream().findFirst();
    if (!protocol.hasLogin() && first.isPresent()) {
      throw new IllegalArgumentException(inVain(first.get(), "sasl"));
    }
    Optional<SaslLogin> login =
        protocol.hasLogin() ? Optional.of(SaslLogin.read(in)) : Optional.empty();
    return new KafkaSecurity(protocol, login, truststore, keystore);
  }

  private static String inVain(String key, String needed) {
    return "%s: set in vain (expected: none, or a protocol with '%s')".formatted(key, needed);
  }

  /** What Kafka's clients are to be configured with; nothing without encryption and login. */
  public Map<String, Secret> clientOptions() {
    Map<String, Secret> options = new TreeMap<>();
    if (protocol != Protocol.PLAINTEXT) {
      options.put("security.protocol", Secret.of(protocol.name()));
    }
    login.ifPresent(user -> options.putAll(user.clientOptions()));
    truststore.ifPresent(store -> options.putAll(store.trustOptions()));
    keystore.ifPresent(store -> options.putAll(store.keyOptions()));
    return options;
  }
}
