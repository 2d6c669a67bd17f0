package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user hears when something is not as it should be, and with which exit code. */
class BadInputIT {
  private static final Path CONF = Lepton.conf("turbofan.conf");

  @TempDir private Path folder;

  @Test
  void everyMistakeInAFileIsNamedAtOnce() throws IOException {
    Path conf = folder.resolve("plant.conf");
    Files.writeString(
        conf,
        """
        pipeline = plant
        features { channels = [x], windw.length = 5 }
        training.epochs = five
        scoring.version = newest
        ingest.telemetry.fields = [{ name = x, min = 5, max = 1 }]
        """);
    Lepton.Outcome outcome = Lepton.with().run("train", conf);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("4 problems")
        .contains("features.windw (line 2): unknown key; did you mean 'features.window'?")
        .contains("training.epochs (line 3): 'five' (expected: a whole number)")
        .contains("scoring.version (line 4): 'newest' (expected: 'champion', 'latest' or a number)")
        .contains("ingest.telemetry.fields[0].min (line 5): 5.0 (expected: at most max = 1.0)");
  }

  @Test
  void aMissingFileIsNamed() {
    Lepton.Outcome outcome = Lepton.with().run("ingest", folder.resolve("no.conf"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("no.conf: no such file");
  }

  @Test
  void aBrokerThatIsAwayIsNamed() {
    Lepton.Outcome outcome =
        Lepton.with(
                "lake.root=" + folder.resolve("lake"),
                "ingest.kafka.bootstrap-servers=[\"127.0.0.1:9\"]")
            .run("ingest", CONF);
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.err()).contains("Cannot reach Kafka at 127.0.0.1:9");
  }

  @Test
  void aTopicThatDoesNotExistIsNamed() {
    Path jars = Path.of(System.getProperty("lepton.broker.lib"));
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(jars)) {
      Lepton.Outcome outcome =
          Lepton.with(
                  "lake.root=" + folder.resolve("lake"),
                  "ingest.kafka.bootstrap-servers=[\"" + broker.bootstrapServers() + "\"]")
              .run("ingest", CONF);
      assertThat(outcome.exitCode()).isEqualTo(4);
      assertThat(outcome.err()).contains("turbofan.telemetry").contains("does not exist");
    }
  }

  @Test
  void aFolderThatHoldsSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("holiday.jpg"), "not a lake");
    Lepton.Outcome outcome = Lepton.with("lake.root=" + folder).run("features", CONF);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("holds something else, such as 'holiday.jpg'");
  }

  @Test
  void aStepWhoseInputIsMissingNamesTheStepBefore() {
    Lepton lepton = Lepton.with("lake.root=" + folder.resolve("lake"));
    assertThat(lepton.run("features", CONF).err()).contains("'lepton ingest'");
    assertThat(lepton.run("train", CONF).err()).contains("'lepton features'");
    assertThat(lepton.run("score", CONF).err()).contains("'lepton train'");
    assertThat(lepton.run("score", CONF).exitCode()).isEqualTo(3);
  }

  @Test
  void aBrokenQueryIsExplained() {
    Lepton lepton = Lepton.with("lake.root=" + folder.resolve("lake"));
    Lepton.Outcome outcome = lepton.run("sql", CONF, "SELECT * FROM silver.nothing");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("Cannot run the query").contains("nothing");
  }
}
