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
    requireSideBySide(refused.out());
    assertThat(refused.err()).contains("Cannot promote cmapss_fd001@2: Its loss is");
    assertThat(lepton.run("models", CONF).printed()).contains("* cmapss_fd001@1");
    String compared = lepton.run("models", CONF, "compare", "1", "2").printed();
    requireSideBySide(compared);
    assertThat(compared)
        .containsPattern("training set +gold.training_set@\\d+ +gold.training_set@\\d+\n")
        .containsPattern("seed +(\\d+) +\\1\n")
        .contains("Configuration: the same");
    theOneBeforeCanBeHadBack();
  }

  /** Figures of both in columns, and the difference of what decides with its interval. */
  private static void requireSideBySide(String table) {
    String number = "\\d[\\d,.]*";
    assertThat(table)
        .containsPattern("cmapss_fd001@1 +cmapss_fd001@2\n")
        .containsPattern("windows +12 +12\n")
        .containsPattern("RMSE +(%s) +\\1\n".formatted(number))
        .containsPattern("PHM score +%s +%s\n".formatted(number, number))
        .containsPattern("mean loss +(%s) +\\1\n".formatted(number))
        .containsPattern(
            "difference +The loss of cmapss_fd001@2 is 0.00 % lower on 12 windows of 12 devices"
                + " \\(95 % confidence: 0.00 % to 0.00 % lower\\) than that of cmapss_fd001@1\\.");
  }

  private void theOneBeforeCanBeHadBack() {
    lepton.run("models", CONF, "promote", "2", "--force", "a drill").printed();
    assertThat(lepton.run("models", CONF).printed()).contains("* cmapss_fd001@2");
    assertThat(lepton.run("models", CONF, "rollback").printed())
        .isEqualTo("cmapss_fd001@1 is champion again, cmapss_fd001@2 is not any more.");
    assertThat(lepton.run("models", CONF).printed()).contains("* cmapss_fd001@1");
    Lepton.Outcome none = lepton.run("models", CONF, "rollback");
    assertThat(none.exitCode()).as(none.out() + none.err()).isEqualTo(3);
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
