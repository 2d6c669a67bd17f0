package io.lepton.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.KafkaConfig;
import io.lepton.ingest.broker.SecuredBroker;
import io.lepton.ingest.broker.TestingCertificates;
import io.lepton.ingest.kafka.KafkaSecurity.Protocol;
import io.lepton.ingest.kafka.SaslLogin.Mechanism;
import io.lepton.ingest.publish.KafkaPublisher;
import io.lepton.ingest.publish.Message;
import io.lepton.ingest.publish.Topics;
import io.lepton.lake.PipelineException;
import io.lepton.lake.PipelineException.Kind;
import io.lepton.lake.config.Secret;
import io.lepton.test.support.CapturedLog;
import io.lepton.test.support.SparkExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("edge")
@ExtendWith(SparkExtension.class)
final class SecuredKafkaTest {
  @TempDir static Path temp;

  private static TestingCertificates certificates;
  private static SecuredBroker broker;

  @BeforeAll
  static void start() throws Exception {
    certificates = TestingCertificates.make(temp);
    broker = SecuredBroker.start(temp.resolve("broker"), certificates);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void scramOverTlsPublishesAndReads() {
    roundTrip(options(broker.login(), login(scram(SecuredBroker.PASSWORD), pemTrust())), "scram");
  }

  @Test
  void plainOverTlsPublishesAndReads() {
    SaslLogin bob =
        new SaslLogin(Mechanism.PLAIN, SecuredBroker.PLAIN_USER, Secret.of(SecuredBroker.PASSWORD));
    roundTrip(options(broker.login(), login(bob, trust("broker"))), "plain");
  }

  @Test
  void certificatesOnBothSidesPublishAndRead() {
    roundTrip(options(broker.tls(), tls(Optional.of(keystore()))), "p12");
    roundTrip(options(broker.tls(), tls(Optional.of(pemKeystore()))), "pem");
  }

  @Test
  void sparkReadsFromTheStart(SparkSession spark) throws Exception {
    TopicPartition first = new TopicPartition("spark", 0);
    TopicPartition second = new TopicPartition("spark", 1);
    try (SpecialTopics topics = new SpecialTopics(broker.open())) {
      topics.create("spark", 2, Map.of());
      topics.send(first, 0, "a", "b");
      topics.abort(first, "c");
      topics.send(first, 0, "d");
      topics.send(second, 0, "e");
    }
    Map<String, String> options =
        options(broker.login(), login(scram(SecuredBroker.PASSWORD), pemTrust()));
    TopicSelection selection = TopicSelection.matching("sp.rk");
    DataFrameReader reader = spark.read().format("kafka");
    options.forEach((name, value) -> reader.option("kafka." + name, value));
    try (KafkaOffsets offsets = new KafkaOffsets(options)) {
      reader.option(
          "startingOffsets",
          offsets.start(selection, Map.of(first, 1L), StartPosition.Edge.LATEST).json());
    }
    reader.option("kafka.isolation.level", "read_committed");
    reader.option(selection.sparkOption().getKey(), selection.sparkOption().getValue());

    assertThat(
            reader.load().selectExpr("CAST(value AS STRING)").as(Encoders.STRING()).collectAsList())
        .containsExactlyInAnyOrder("b", "d", "e");
  }

  @Test
  void aWrongPasswordIsToldAndShownNowhere() {
    String wrong = "not-the-\"password";
    try (CapturedLog log = new CapturedLog();
        KafkaAdmin admin = admin(broker.login(), login(scram(wrong), trust("broker")))) {
      assertThatThrownBy(admin::names)
          .hasMessage(
              "Cannot log in to Kafka at %s: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512 (expected: a user and a password it knows). Set ingest.kafka.security."
                  .formatted(broker.login()))
          .satisfies(SecuredKafkaTest::isOfTheConfiguration)
          .hasStackTraceContaining("SaslAuthenticationException")
          .satisfies(e -> assertThat(stack(e)).doesNotContain("not-the-"));
      assertThat(log.lines()).anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"));
      assertThat(log.lines()).noneMatch(line -> line.contains("not-the-"));
    }
  }

  @Test
  void aMechanismTheBrokerDoesNotHaveIsTold() {
    SaslLogin login = new SaslLogin(Mechanism.SCRAM_SHA_256, "bob", Secret.of("secret"));
    assertRefused(broker.login(), login(login, trust("broker")), "enabled mechanisms are [");
  }

  @Test
  void aBrokerThatIsNotTrustedIsTold() {
    assertRefused(
        broker.login(),
        login(scram(SecuredBroker.PASSWORD), trust("client")),
        "over TLS: unable to find valid certification path to requested target");
  }

  @Test
  void aMissingCertificateOfOursIsTold() {
    assertRefused(broker.tls(), tls(Optional.empty()), "over TLS: Received fatal alert: ");
  }

  @Test
  void aWrongPasswordOfTheTruststoreIsTold() {
    TlsStore store =
        new TlsStore(
            TlsStore.Type.PKCS12, certificates.truststore("broker"), Optional.of(Secret.of("x")));
    assertThatThrownBy(() -> admin(broker.tls(), tls(store, Optional.empty())))
        .hasMessageContaining("the client refuses the truststore, the keystore or a password");
  }

  @Test
  void tlsWhereNoneIsSpokenIsTold() {
    try (KafkaAdmin admin = admin(broker.open(), tls(Optional.empty()))) {
      assertThatThrownBy(admin::names)
          .hasMessageStartingWith(
              "Cannot reach Kafka at %s: no answer over SSL within 10 seconds (expected: "
                  .formatted(broker.open()));
    }
  }

  @Test
  void aTopicOneMayNotSeeIsTold() throws Exception {
    new Topics(Map.of("bootstrap.servers", broker.open())).ensure("closed", 1);
    allowOnly("User:CN=somebody-else", "closed");
    try (KafkaOffsets offsets =
        new KafkaOffsets(
            options(broker.login(), login(scram(SecuredBroker.PASSWORD), trust("broker"))))) {
      assertThatThrownBy(() -> offsets.partitions(TopicSelection.named("closed")))
          .hasMessage(
              "Cannot read 'closed' at %s: Topic authorization failed (expected: the right to describe and to read). Grant it to the user of ingest.kafka.security or set another."
                  .formatted(broker.login()))
          .satisfies(SecuredKafkaTest::isOfTheConfiguration);
    }
  }

  private static void allowOnly(String principal, String topic) {
    ResourcePattern which = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
    AccessControlEntry rule =
        new AccessControlEntry(principal, "*", AclOperation.ALL, AclPermissionType.ALLOW);
    try (KafkaAdmin open = new KafkaAdmin(Map.of("bootstrap.servers", broker.open()))) {
      open.ask(client -> client.createAcls(List.of(new AclBinding(which, rule))).all());
    }
  }

  private static void assertRefused(String servers, KafkaSecurity security, String found) {
    try (KafkaAdmin admin = admin(servers, security)) {
      assertThatThrownBy(admin::names)
          .hasMessageContaining(servers)
          .hasMessageContaining(found)
          .hasMessageEndingWith("). Set ingest.kafka.security.")
          .satisfies(SecuredKafkaTest::isOfTheConfiguration);
    }
  }

  private static void isOfTheConfiguration(Throwable thrown) {
    assertThat(((PipelineException) thrown).kind()).isEqualTo(Kind.CONFIG);
  }

  private static String stack(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static void roundTrip(Map<String, String> options, String topic) {
    new Topics(options).ensure(topic, 1);
    try (KafkaPublisher publisher = new KafkaPublisher(options)) {
      publisher.publish(new Message(topic, "a", "1".getBytes(StandardCharsets.UTF_8)));
    }
    try (KafkaConsumer<String, String> consumer =
        KafkaClients.open(
            options,
            all ->
                new KafkaConsumer<>(
                    new HashMap<>(all), new StringDeserializer(), new StringDeserializer()))) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      assertThat(consumer.poll(Duration.ofSeconds(20)))
          .extracting(ConsumerRecord::value)
          .containsExactly("1");
    }
  }

  private static KafkaAdmin admin(String servers, KafkaSecurity security) {
    return new KafkaAdmin(options(servers, security));
  }

  private static Map<String, String> options(String servers, KafkaSecurity security) {
    return new KafkaConfig(List.of(servers), security, Optional.empty(), Map.of()).clientOptions();
  }

  private static KafkaSecurity login(SaslLogin login, TlsStore truststore) {
    return new KafkaSecurity(
        Protocol.SASL_SSL, Optional.of(login), Optional.of(truststore), Optional.empty());
  }

  private static KafkaSecurity tls(Optional<TlsStore> keystore) {
    return tls(trust("broker"), keystore);
  }

  private static KafkaSecurity tls(TlsStore truststore, Optional<TlsStore> keystore) {
    return new KafkaSecurity(Protocol.SSL, Optional.empty(), Optional.of(truststore), keystore);
  }

  private static SaslLogin scram(String password) {
    return new SaslLogin(Mechanism.SCRAM_SHA_512, SecuredBroker.SCRAM_USER, Secret.of(password));
  }

  private static TlsStore trust(String party) {
    return pkcs12(certificates.truststore(party));
  }

  private static TlsStore pemTrust() {
    return new TlsStore(TlsStore.Type.PEM, certificates.pem("broker"), Optional.empty());
  }

  private static TlsStore keystore() {
    return pkcs12(certificates.keystore("client"));
  }

  private static TlsStore pemKeystore() {
    return new TlsStore(TlsStore.Type.PEM, certificates.keyPem("client"), Optional.empty());
  }

  private static TlsStore pkcs12(Path path) {
    return new TlsStore(
        TlsStore.Type.PKCS12, path, Optional.of(Secret.of(TestingCertificates.PASSWORD)));
  }
}
