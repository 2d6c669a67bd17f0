package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
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
    Random random = new Random(1);
    StringBuilder train = new StringBuilder();
    StringBuilder test = new StringBuilder();
    StringBuilder remaining = new StringBuilder();
    for (int unit = 1; unit <= 12; unit++) {
      engine(train, random, unit, 60, 60);
      engine(test, random, unit, 40 + unit, 60);
      remaining.append(20 - unit).append('\n');
    }
    train.append("13 1 what is this\n");
    Files.writeString(folder.resolve("train_FD001.txt"), train);
    Files.writeString(folder.resolve("test_FD001.txt"), test);
    Files.writeString(folder.resolve("RUL_FD001.txt"), remaining);
    lepton =
        Lepton.with(
            "source.directory=" + folder,
            "lake.root=" + folder.resolve("lake"),
            "features.window.length=10",
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
    theChampionComesOutAgainAndAWorseOneIsRefused();
  }

  private void theChampionComesOutAgainAndAWorseOneIsRefused() {
    assertThat(lepton.run("models", CONF, "reproduce", "champion").printed())
        .contains("cmapss_fd001@1")
        .contains("all equal bit for bit");
    lepton.run("train", CONF, "--set", "training.learning-rate=1e-9").printed();
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

  private static void engine(StringBuilder file, Random random, int unit, int cycles, int life) {
    for (int cycle = 1; cycle <= cycles; cycle++) {
      file.append(unit).append(' ').append(cycle).append(" 0.0 0.0 100.0");
      for (int sensor = 1; sensor <= 21; sensor++) {
        double wear = sensor % 3 == 0 ? 0 : (double) cycle / life;
        file.append(
            String.format(Locale.ROOT, " %.4f", 100 * sensor + wear + random.nextGaussian() / 10));
      }
      file.append('\n');
    }
  }
}
