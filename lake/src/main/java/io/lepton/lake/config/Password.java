package io.lepton.lake.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProviderFactory;

/**
 * A password in the configuration: {@code password}, or {@code password-file} with its path, or
 * {@code password-credential}, an alias of a credential provider of Hadoop.
 */
public final class Password {
  private Password() {}

  /** One that has to be there. */
  public static Secret required(ConfigReader in) {
    return optional(in).orElseGet(() -> in.secret("password"));
  }

  /** One that may be missing. */
  public static Optional<Secret> optional(ConfigReader in) {
    Optional<String> file = in.optionalString("password-file");
    Optional<String> credential = in.optionalString("password-credential");
    boolean isPlain = in.has("password");
    if (Stream.of(isPlain, file.isPresent(), credential.isPresent()).filter(is -> is).count() > 1) {
      throw new IllegalArgumentException(
          "password: set in more than one way (expected: one of password, password-file and"
              + " password-credential)");
    }
    if (isPlain) {
      return Optional.of(in.secret("password"));
    }
    return file.map(Password::fromFile).or(() -> credential.map(Password::fromProvider));
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

  /** From a provider of Hadoop, whose own password is in HADOOP_CREDSTORE_PASSWORD. */
  private static Secret fromProvider(String place) {
    int at = place.indexOf('@');
    if (at < 1) {
      throw new IllegalArgumentException(
          "password-credential: '%s' (expected: alias@provider, such as kafka@jceks://file/etc/lepton.jceks)"
              .formatted(place));
    }
    Configuration hadoop = new Configuration();
    hadoop.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, place.substring(at + 1));
    try {
      char[] password = hadoop.getPasswordFromCredentialProviders(place.substring(0, at));
      if (password != null) {
        return Secret.of(new String(password));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "password-credential: '%s' (expected: a provider that can be read): %s"
              .formatted(place, e.getMessage()),
          e);
    }
    throw new IllegalArgumentException(
        "password-credential: '%s' (expected: an alias that the provider has; 'hadoop credential list' shows them)"
            .formatted(place));
  }
}
