package io.lepton.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.broker.SecuredBroker;
import io.lepton.ingest.broker.TestingCertificates;
import io.lepton.ingest.kafka.KafkaSecurity;
import io.lepton.ingest.kafka.SaslLogin;
import io.lepton.ingest.kafka.SpecialTopics;
import io.lepton.ingest.kafka.TlsStore;
import io.lepton.lake.config.Secret;
import io.lepton.lake.table.Layer;
import io.lepton.test.support.CapturedLog;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.spark.SparkFirehoseListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An ingest that has logged in leaves no trace of its password. */
@Tag("edge")
@ExtendWith(SparkExtension.class)
class SecretOfALoginTest {
  /** What any quoting leaves of the password as it is. */
  private static final String TRACE = "w=o rd";

  private static final String TOPIC = "secured";

  @Test
  void aPasswordThatOpenedTheBrokerIsInNoTableLogOrEventOfSpark(
      SparkSession spark, @TempDir Path temp) throws Exception {
    assertThat(SecuredBroker.PASSWORD).contains(TRACE);
    TestingCertificates certificates = TestingCertificates.make(temp);
    Path lake = temp.resolve("ingest");
    Queue<String> events = new ConcurrentLinkedQueue<>();
    SparkFirehoseListener history =
        new SparkFirehoseListener() {
          @Override
          public void onEvent(SparkListenerEvent event) {
            events.add(JsonProtocol.sparkEventToJsonString(event));
          }
        };
    spark.sparkContext().addSparkListener(history);
    try (SecuredBroker broker = SecuredBroker.start(temp.resolve("broker"), certificates);
        CapturedLog log = new CapturedLog()) {
      KafkaConfig kafka =
          new KafkaConfig(List.of(broker.login()), login(certificates), Optional.empty(), Map.of());
      TestingIngest ingest = new TestingIngest(spark, lake, TOPIC, kafka, broker.open());
      try (SpecialTopics topics = ingest.topics()) {
        topics.create(TOPIC, 1, Map.of());
      }
      ingest.send(0, ingest.readings("a", 20));
      ingest.send(0, "broken");
      ingest.run();

      ingest.exactly(20);
      for (Layer layer : List.of(Layer.BRONZE, Layer.SILVER, Layer.QUARANTINE)) {
        assertThat(ingest.rows(layer).toJSON().collectAsList()).noneMatch(SecretOfALoginTest::told);
      }
      spark.sparkContext().listenerBus().waitUntilEmpty();
      for (Collection<String> heard : List.of(events, log.lines())) {
        assertThat(heard).as("it listens").anyMatch(line -> line.contains(TOPIC));
        assertThat(heard).noneMatch(SecretOfALoginTest::told);
      }
    } finally {
      spark.sparkContext().removeSparkListener(history);
    }
    assertThat(filesThatTell(lake)).isEmpty();
  }

  private static KafkaSecurity login(TestingCertificates certificates) {
    return new KafkaSecurity(
        KafkaSecurity.Protocol.SASL_SSL,
        Optional.of(
            new SaslLogin(
                SaslLogin.Mechanism.SCRAM_SHA_512,
                SecuredBroker.SCRAM_USER,
                Secret.of(SecuredBroker.PASSWORD))),
        Optional.of(new TlsStore(TlsStore.Type.PEM, certificates.pem("broker"), Optional.empty())),
        Optional.empty());
  }

  private static List<Path> filesThatTell(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).hasSizeGreaterThan(10);
      return all.stream().filter(file -> told(text(file))).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean told(String text) {
    return text.contains(TRACE);
  }
}
