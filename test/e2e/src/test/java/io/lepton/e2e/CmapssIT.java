package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the format of NASA's C-MAPSS to figures on its test engines, without Kafka. */
class CmapssIT {
  private static final Path CONF = Lepton.conf("cmapss-fd001.conf");

  @TempDir private Path folder;
  private Lepton lepton;

  @BeforeEach
  void writeFiles() throws IOException {
    CmapssFiles.write(folder);
    lepton =
        Lepton.with(
            "source.directory=" + folder,
            "lake.root=" + folder.resolve("lake"),
            "features.window.length=10",
            "training.ensemble=1",
            "training.epochs=2");
  }

  @Test
  void theWholePipelineRunsFromFiles() {
    String printed =
        lepton
            .run("pipeline", CONF, "--report", folder.resolve("report.html").toString())
            .printed();
    assertThat(printed).contains("12 windows of 12 held-out devices (the last of each), cap 125");
    assertThat(printed).contains("PHM score");
    String where =
        lepton
            .run("sql", CONF, "SELECT kafka_topic, kafka_offset, reason FROM quarantine.telemetry")
            .printed();
    assertThat(where).contains("file:train_FD001.txt").contains("721").contains("malformed");
    theChampionComesOutAgainAndOneNoBetterIsRefused();
  }

  private void theChampionComesOutAgainAndOneNoBetterIsRefused() {
    assertThat(lepton.run("models", CONF, "reproduce", "champion").printed())
        .contains("cmapss_fd001@1")
        .contains("all equal bit for bit");
    lepton.run("train", CONF).printed(); // to the same network
    Lepton.Outcome refused = lepton.run("models", CONF, "promote");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.out()).contains("on the same 12 windows of 12 devices");
    assertThat(refused.err()).contains("Cannot promote cmapss_fd001@2: Its loss is");
    assertThat(lepton.run("models", CONF).printed()).contains("* cmapss_fd001@1");
  }

  @Test
  void theSameFilesImportedAgainChangeNothing() {
    lepton.run("import", CONF, "cmapss").printed();
    lepton.run("import", CONF, "cmapss").printed();
    assertThat(lepton.count(CONF, "SELECT count(*) FROM bronze.telemetry"))
        .isEqualTo(721 + 12 * 40 + 78);
  }

  @Test
  void aMissingFileIsNamed() {
    Lepton.Outcome outcome = lepton.run("import", CONF, "cmapss", "--set", "source.subset=FD009");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("train_FD009.txt");
  }
}
