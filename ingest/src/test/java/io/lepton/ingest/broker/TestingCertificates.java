package io.lepton.ingest.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/** Two parties with a certificate each, signed by themselves; made with the JDK's own tools. */
public record TestingCertificates(Path directory) {
  /** The password of all files. */
  public static final String PASSWORD = "open-sesame";

  private static final String ALIAS = "own";

  /** Makes the certificates of {@code broker} and {@code client}. */
  public static TestingCertificates make(Path directory) throws Exception {
    TestingCertificates made = new TestingCertificates(directory);
    for (String party : List.of("broker", "client")) {
      made.makeKeystore(party);
      made.writeTruststore(party);
      made.writePem(party);
    }
    return made;
  }

  /** PKCS12 with the party's certificate and its private key. */
  public Path keystore(String party) {
    return directory.resolve(party + "-key.p12");
  }

  /** PKCS12 with the party's certificate. */
  public Path truststore(String party) {
    return directory.resolve(party + "-trust.p12");
  }

  /** The same as text. */
  public Path pem(String party) {
    return directory.resolve(party + ".pem");
  }

  /** PEM with the party's private key, which has no password, and its certificate. */
  public Path keyPem(String party) {
    return directory.resolve(party + "-key.pem");
  }

  private void makeKeystore(String party) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + party,
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore(party).toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
  }

  private KeyStore opened(String party) throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(keystore(party).toFile(), PASSWORD.toCharArray());
  }

  private void writeTruststore(String party) throws IOException, GeneralSecurityException {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry(party, opened(party).getCertificate(ALIAS));
    try (OutputStream out = Files.newOutputStream(truststore(party))) {
      trust.store(out, PASSWORD.toCharArray());
    }
  }

  private void writePem(String party) throws IOException, GeneralSecurityException {
    KeyStore store = opened(party);
    Certificate certificate = store.getCertificate(ALIAS);
    byte[] key = store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(pem(party), pem("CERTIFICATE", certificate.getEncoded()));
    Files.writeString(
        keyPem(party), pem("PRIVATE KEY", key) + pem("CERTIFICATE", certificate.getEncoded()));
  }

  private static String pem(String name, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(name, text);
  }
}
