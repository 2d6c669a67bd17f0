package io.lepton.ingest.broker;

import static java.util.Map.entry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker with three doors: TLS with a login, TLS with certificates on both sides, and an open one
 * for the tests, behind which one may do anything. The others may do what no rule of access
 * forbids.
 */
public final class SecuredBroker implements AutoCloseable {
  /** Known with SCRAM; the password needs care with quoting. */
  public static final String SCRAM_USER = "ali\"ce";

  /** The password of both users. */
  public static final String PASSWORD = "p\\a\"s;s'w=o rd";

  /** Known with PLAIN. */
  public static final String PLAIN_USER = "bob";

  private final EmbeddedBroker broker;
  private final int loginPort;
  private final int tlsPort;

  private SecuredBroker(EmbeddedBroker broker, int loginPort, int tlsPort) {
    this.broker = broker;
    this.loginPort = loginPort;
    this.tlsPort = tlsPort;
  }

  /** Starts it with the certificate of {@code broker}; it believes that of {@code client}. */
  public static SecuredBroker start(Path directory, TestingCertificates certificates)
      throws Exception {
    List<Integer> ports = freePorts();
    Map<String, String> settings = settings(certificates, ports.get(0), ports.get(1));
    EmbeddedBroker broker = EmbeddedBroker.start(TestingBroker.jars(), directory, settings);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion(SCRAM_USER, scram, PASSWORD)))
          .all()
          .get();
    }
    return new SecuredBroker(broker, ports.get(0), ports.get(1));
  }

  private static List<Integer> freePorts() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket other = new ServerSocket(0, 1, loopback)) {
      return List.of(one.getLocalPort(), other.getLocalPort());
    }
  }

  private static Map<String, String> settings(
      TestingCertificates certificates, int loginPort, int tlsPort) {
    String open = "BROKER://127.0.0.1:${broker}";
    String secured = "LOGIN://127.0.0.1:%d,TLS://127.0.0.1:%d".formatted(loginPort, tlsPort);
    String modules = "org.apache.kafka.common.security.";
    String password = PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"");
    return Map.ofEntries(
        entry("listeners", open + ",CONTROLLER://127.0.0.1:${controller}," + secured),
        entry("advertised.listeners", open + "," + secured),
        entry(
            "listener.security.protocol.map",
            "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_SSL,TLS:SSL"),
        entry("ssl.keystore.type", "PKCS12"),
        entry("ssl.keystore.location", certificates.keystore("broker").toString()),
        entry("ssl.keystore.password", TestingCertificates.PASSWORD),
        entry("ssl.truststore.type", "PKCS12"),
        entry("ssl.truststore.location", certificates.truststore("client").toString()),
        entry("ssl.truststore.password", TestingCertificates.PASSWORD),
        entry("listener.name.tls.ssl.client.auth", "required"),
        entry("sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN"),
        entry(
            "listener.name.login.scram-sha-512.sasl.jaas.config",
            modules + "scram.ScramLoginModule required;"),
        entry(
            "listener.name.login.plain.sasl.jaas.config",
            "%splain.PlainLoginModule required user_%s=\"%s\";"
                .formatted(modules, PLAIN_USER, password)),
        entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
        entry("super.users", "User:ANONYMOUS"),
        entry("allow.everyone.if.no.acl.found", "true"));
  }

  /** Without encryption and login. */
  public String open() {
    return broker.bootstrapServers();
  }

  /** TLS with a login. */
  public String login() {
    return "127.0.0.1:" + loginPort;
  }

  /** TLS with certificates on both sides. */
  public String tls() {
    return "127.0.0.1:" + tlsPort;
  }

  @Override
  public void close() {
    broker.close();
  }
}
