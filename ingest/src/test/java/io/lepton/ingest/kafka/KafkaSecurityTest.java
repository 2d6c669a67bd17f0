package io.lepton.ingest.kafka;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.lepton.lake.config.InvalidConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KafkaSecurityTest {
  @TempDir Path temp;

  @Test
  void withoutEncryptionAndLoginNothingIsSet() {
    assertThat(read("protocol = plaintext")).isEqualTo(KafkaSecurity.none());
    assertThat(KafkaSecurity.none().clientOptions()).isEmpty();
  }

  @Test
  void aLoginIsAnOptionOfKafka() {
    KafkaSecurity security =
        read(
            "protocol = sasl-plaintext, mechanism = scram-sha-256, user = \"a\\\"b\","
                + " password = \"c\\\\d\"");

    assertThat(reveal(security, "security.protocol")).isEqualTo("SASL_PLAINTEXT");
    assertThat(reveal(security, "sasl.mechanism")).isEqualTo("SCRAM-SHA-256");
    assertThat(reveal(security, "sasl.jaas.config"))
        .isEqualTo(
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"a\\\"b\" password=\"c\\\\d\";");
  }

  @Test
  void aPasswordMayStandInAFileOfItsOwn() throws Exception {
    Path file = Files.writeString(temp.resolve("password"), " top \nsecret \n\n");

    KafkaSecurity security =
        read(
            "protocol = sasl-ssl, mechanism = plain, user = bob, password-file = \"%s\""
                .formatted(file));

    assertThat(security.login().orElseThrow().password().reveal()).isEqualTo(" top \nsecret \n");
    assertThat(reveal(security, "sasl.jaas.config")).endsWith("password=\" top \\nsecret \\n\";");
    assertThat(security.toString()).doesNotContain("top");
    assertThat(security.clientOptions().toString()).doesNotContain("top");
  }

  @Test
  void aPasswordMayStandInACredentialProviderOfHadoop() throws Exception {
    String provider = "jceks://file" + temp.resolve("keys.jceks");
    Configuration hadoop = new Configuration();
    hadoop.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, provider);
    CredentialProvider keys = CredentialProviderFactory.getProviders(hadoop).get(0);
    keys.createCredentialEntry("kafka", "sesame".toCharArray());
    keys.flush();

    KafkaSecurity security =
        read(
            "protocol = sasl-ssl, mechanism = plain, user = bob, password-credential = \"kafka@%s\""
                .formatted(provider));

    assertThat(security.login().orElseThrow().password().reveal()).isEqualTo("sesame");
    assertThat(security.toString()).doesNotContain("sesame");
  }

  @Test
  void storesAreOptionsOfKafka() throws Exception {
    Path file = Files.writeString(temp.resolve("store"), "");

    KafkaSecurity security =
        read(
            """
            protocol = ssl
            truststore { type = pkcs12, path = "%1$s", password = open }
            keystore { type = pem, path = "%1$s", password = sesame }
            """
                .formatted(file));

    assertThat(reveal(security, "ssl.truststore.type")).isEqualTo("PKCS12");
    assertThat(reveal(security, "ssl.truststore.location")).isEqualTo(file.toString());
    assertThat(reveal(security, "ssl.truststore.password")).isEqualTo("open");
    assertThat(reveal(security, "ssl.keystore.type")).isEqualTo("PEM");
    assertThat(reveal(security, "ssl.key.password")).isEqualTo("sesame");
    assertThat(security.clientOptions()).doesNotContainKey("ssl.keystore.password");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
protocol = tls                                                     | s.protocol: 'tls' (expected: 'plaintext', 'ssl', 'sasl-plaintext' or 'sasl-ssl')
protocol = ssl, user = bob                                         | s.user: set in vain (expected: none, or a protocol with 'sasl')
protocol = sasl-ssl, mechanism = plain, user = bob                 | s.password: missing
protocol = sasl-ssl, mechanism = plain, user = bob, password = ""  | s.password: empty (expected: the user's password)
protocol = sasl-ssl, mechanism = md5, user = bob, password = sesame  | s.mechanism: 'md5' (expected: 'plain', 'scram-sha-256' or 'scram-sha-512')
protocol = sasl-ssl, mechanism = plain, user = bob, password = sesame, password-file = f | s.password: set in more than one way (expected: one of password, password-file and password-credential)
protocol = sasl-ssl, mechanism = plain, user = bob, password-file = /no/file           | s.password-file: '/no/file' (expected: a text file that can be read): NoSuchFileException
protocol = sasl-ssl, mechanism = plain, user = bob, password-credential = kafka          | s.password-credential: 'kafka' (expected: alias@provider, such as kafka@jceks://file/etc/lepton.jceks)
protocol = sasl-ssl, mechanism = plain, user = bob, password-credential = "kafka@jceks://file/no/file" | s.password-credential: 'kafka@jceks://file/no/file' (expected: an alias that the provider has; 'hadoop credential list' shows them)
protocol = ssl, truststore { type = jks, path = /no/file, password = sesame }            | s.truststore.path: '/no/file' (expected: a file that can be read)
protocol = ssl, truststore { type = jks, path = / }                                    | s.truststore.password: missing
protocol = ssl, truststore { type = pem, path = /, password = sesame }                   | s.truststore.password: set (expected: none, certificates in PEM have no password)
protocol = plaintext, truststore { type = pem, path = / }                              | s.truststore: set in vain (expected: none, or a protocol with 'ssl')
protocol = plaintext, keystore { type = pem, path = / }                                | s.keystore: set in vain (expected: none, or a protocol with 'ssl')
""")
  void whatIsWrongIsTheOneProblem(String config, String problem) {
    assertThatThrownBy(() -> read(config))
        .isInstanceOf(InvalidConfigException.class)
        .extracting(e -> e.getMessage().replace(" (line 1)", ""), as(STRING))
        .startsWith("Cannot read the config: 1 problem\n  " + problem);
  }

  private static String reveal(KafkaSecurity security, String option) {
    return security.clientOptions().get(option).reveal();
  }

  private static KafkaSecurity read(String lines) {
    return TestingSection.read(lines, KafkaSecurity::read);
  }
}
