package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.IS_LATE;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.broker.TestingBroker;
import io.lepton.ingest.kafka.SpecialTopics;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Layer;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What happens to Kafka, to the checkpoint or to the clocks between two runs; counts are exact. */
@Tag("edge")
@ExtendWith(SparkExtension.class)
class IngestRecoveryTest {
  private TestingIngest ingest;

  @BeforeEach
  void openIngest(SparkSession spark, @TempDir Path folder) {
    ingest = new TestingIngest(spark, folder, TestingBroker.newTopic(1));
  }

  @Test
  void aMicroBatchThatIsDoneAgainDoublesNothing() throws Exception {
    ingest.send(0, ingest.readings("a", 10));
    ingest.run();
    Files.delete(ingest.checkpoint().resolve("commits/0"));
    Files.delete(ingest.checkpoint().resolve("commits/.0.crc"));
    ingest.send(0, ingest.readings("a", 5));
    ingest.run();
    ingest.exactly(15);
  }

  @Test
  void withoutItsCheckpointIngestGoesOnWhereTheLakeEnds() throws Exception {
    ingest.send(0, ingest.readings("a", 10));
    ingest.run();
    delete(ingest.checkpoint());
    ingest.send(0, ingest.readings("a", 5));
    ingest.run();
    assertThat(ingest.exactly(15).get(0).counts().messages()).isEqualTo(15);
  }

  @Test
  void aDamagedCheckpointIsRefusedAndMadeAnewOnRequest() throws Exception {
    ingest.send(0, ingest.readings("a", 10));
    ingest.run();
    Files.writeString(ingest.checkpoint().resolve("offsets/0"), "v1\n{");
    Files.deleteIfExists(ingest.checkpoint().resolve("offsets/.0.crc"));
    ingest.send(0, ingest.readings("a", 5));
    assertThatThrownBy(ingest::run)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("'offsets/0' is missing or cut off")
        .hasMessageContaining("--rebuild-checkpoint");
    ingest.exactly(10);
    ingest.run(Recovery.REBUILD_CHECKPOINT);
    ingest.exactly(15);
  }

  @Test
  void aCheckpointOfAnotherLakeIsRefused() throws Exception {
    ingest.send(0, ingest.readings("a", 10));
    ingest.run();
    delete(Path.of(ingest.lake().folder("silver").toUri()));
    assertThatThrownBy(ingest::run)
        .hasMessageContaining("it has passed offset 10")
        .hasMessageContaining("the table only 0");
  }

  @Test
  void partitionsAddedBetweenRunsAreReadFromTheirStart() throws Exception {
    ingest.send(0, ingest.readings("a", 10));
    ingest.run();
    try (SpecialTopics topics = ingest.topics()) {
      topics.grow(ingest.partition(0).topic(), 3);
    }
    ingest.send(2, ingest.readings("b", 4));
    ingest.send(0, ingest.readings("a", 1));
    ingest.run();
    assertThat(ingest.exactly(15)).hasSize(2);
  }

  @Test
  void expiredMessagesStopIngestUntilTheLossIsAccepted() throws Exception {
    ingest.send(0, ingest.readings("a", 10));
    ingest.run();
    ingest.send(0, ingest.readings("a", 10));
    try (SpecialTopics topics = ingest.topics()) {
      topics.expire(ingest.partition(0), 16);
    }
    assertThatThrownBy(ingest::run).hasMessageContaining("offsets 10 to 15 (6) are gone");
    ingest.run(Recovery.ACCEPT_LOSS);
    assertThat(ingest.exactly(14).get(0).lost()).isEqualTo(6);
    ingest.run();
    ingest.exactly(14);
  }

  @Test
  void whatAProducerTookBackWasNeverSent() throws Exception {
    try (SpecialTopics topics = ingest.topics()) {
      topics.commit(ingest.partition(0), ingest.readings("a", 3));
      topics.abort(ingest.partition(0), ingest.readings("a", 4));
      topics.commit(ingest.partition(0), ingest.readings("a", 2));
      topics.abort(ingest.partition(0), ingest.readings("a", 1));
    }
    ingest.run();
    // Three and two messages with a mark each; five aborted ones with a mark for each transaction.
    assertThat(ingest.exactly(5).get(0).empty()).isEqualTo(9);
    ingest.send(0, ingest.readings("a", 1));
    ingest.run();
    ingest.exactly(6);
  }

  @Test
  void aMessageOfFiftyMebibytesGoesToQuarantine(SparkSession spark, @TempDir Path folder)
      throws Exception {
    TestingIngest large = new TestingIngest(spark, folder, "large");
    try (SpecialTopics topics = large.topics()) {
      topics.large("large", 50);
    }
    large.send(0, large.readings("a", 3));
    large.run();
    assertThat(large.exactly(3).get(0).counts().quarantined()).containsEntry("too-large", 1L);
    assertThat(large.rows(Layer.QUARANTINE).selectExpr("length(value)").first().getInt(0))
        .isEqualTo(50 << 20);
  }

  @Test
  void aClockThatJumpsLosesNothing() throws Exception {
    ingest.send(0, TestingIngest.reading("a", "2026-01-01T00:00:00Z", 1));
    ingest.send(0, TestingIngest.reading("a", "2099-01-01T00:00:00Z", 2));
    ingest.run();
    ingest.send(0, TestingIngest.reading("a", "1971-01-01T00:00:00Z", 3));
    ingest.send(0, TestingIngest.reading("a", "2026-01-01T00:01:00Z", 4));
    ingest.send(0, TestingIngest.reading("a", "2026-01-01T00:00:00Z", 1));
    ingest.run();
    assertThat(ingest.exactly(4).get(0).counts().duplicates()).isEqualTo(1);
    assertThat(ingest.rows(Layer.SILVER).where(col(IS_LATE)).count()).isEqualTo(2);
  }

  @Test
  void aDuplicateIsKnownToTheNextRun() throws Exception {
    String[] readings = ingest.readings("a", 5);
    ingest.send(0, readings);
    ingest.run();
    ingest.send(0, readings);
    ingest.send(0, ingest.readings("b", 1));
    ingest.run();
    assertThat(ingest.exactly(6).get(0).counts().duplicates()).isEqualTo(5);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : List.copyOf(files.sorted(Comparator.reverseOrder()).toList())) {
        Files.delete(file);
      }
    }
  }
}
