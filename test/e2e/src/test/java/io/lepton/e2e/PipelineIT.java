package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.ingest.broker.EmbeddedBroker;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night's work on a real broker, command after command, as a user runs them. */
class PipelineIT {
  private static final Path CONF = Lepton.conf("turbofan.conf");

  @TempDir static Path folder;
  private static EmbeddedBroker broker;
  private static Lepton lepton;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.startTemporary(Path.of(System.getProperty("lepton.broker.lib")));
    lepton =
        Lepton.with(
            "ingest.kafka.bootstrap-servers=[\"" + broker.bootstrapServers() + "\"]",
            "lake.root=" + folder.resolve("lake"),
            "simulation.devices=24",
            "simulation.life.min=40",
            "simulation.life.max=80",
            "features.window.length=15",
            "features.split.validation=0.2",
            "training.epochs=3");
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void fromKafkaToPredictionsEveryCountAgrees() throws Exception {
    JsonNode truth =
        new ObjectMapper().readTree(lepton.run("simulate", CONF, "--rate", "100000").printed());
    lepton.run("ingest", CONF).printed();
    assertThat(lepton.run("ingest", CONF).printed()).as("a second run").startsWith("0 messages");
    assertThat(lepton.count(CONF, "SELECT count(*) FROM bronze.telemetry"))
        .isEqualTo(truth.get("telemetry_sent").asLong());
    long rows = truth.get("rows").asLong();
    assertThat(lepton.count(CONF, "SELECT count(*) FROM silver.telemetry")).isEqualTo(rows);
    assertThat(lepton.count(CONF, "SELECT count(*) FROM silver.telemetry WHERE is_late"))
        .isEqualTo(truth.get("late_rows").asLong());
    for (String reason :
        new String[] {"malformed", "missing-field", "wrong-type", "out-of-range"}) {
      assertThat(
              lepton.count(
                  CONF,
                  "SELECT count(*) FROM quarantine.telemetry WHERE reason = '" + reason + "'"))
          .as(reason)
          .isEqualTo(truth.get("quarantined").path(reason).asLong());
    }

    assertThat(lepton.run("features", CONF).printed()).contains("Data health");
    assertThat(lepton.run("features", CONF, "show").printed())
        .contains("gold.training_set@1", "silver.telemetry@", "silver.events@");
    assertThat(lepton.run("train", CONF).printed()).isEqualTo("turbofan@1");
    assertThat(lepton.run("evaluate", CONF).printed()).contains("RMSE").contains("naive mean");
    assertThat(lepton.run("score", CONF).printed()).startsWith("%,d readings".formatted(rows));
    assertThat(lepton.run("score", CONF).printed()).as("again").startsWith("0 readings");
    assertThat(lepton.count(CONF, "SELECT count(*) FROM gold.predictions")).isEqualTo(rows);
    requireExplained();
    Path report = folder.resolve("report.html");
    lepton.run("report", CONF, "--to", report.toString()).printed();
    assertThat(Files.readString(report)).contains("turbofan@1").contains("<svg");
    Optional<Browser> browser = Browser.in(folder);
    if (browser.isPresent()) {
      requireGoodLooks(browser.get(), report);
    }
    assertThat(lepton.run("models", CONF, "show", "latest").printed())
        .contains("training set   gold.training_set@1")
        .containsPattern("input +window float32 \\[any, \\d+, \\d+\\], scaled as .*: \\w+, ")
        .containsPattern("output +remaining-life float32 \\[any, 1\\], \\w+, divided by ");
  }

  /** Light and dark, with drawings, and nothing to scroll for on a desk or a telephone. */
  private static void requireGoodLooks(Browser browser, Path report) throws Exception {
    BufferedImage light = browser.picture(report, false);
    BufferedImage dark = browser.picture(report, true);
    assertThat(new Color(light.getRGB(1, 1)).getGreen()).isGreaterThan(230);
    assertThat(new Color(dark.getRGB(1, 1)).getGreen()).isLessThan(40);
    assertThat(green(light)).as("bars and curves in the accent colour").isGreaterThan(1000);
    assertThat(green(dark)).isGreaterThan(1000);
    for (int width : new int[] {1280, 390}) {
      assertThat(browser.width(report, width)).isLessThanOrEqualTo(width);
    }
  }

  private static long green(BufferedImage image) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .mapToObj(i -> new Color(image.getRGB(i % image.getWidth(), i / image.getWidth())))
        .filter(color -> color.getGreen() > color.getRed() + 60)
        .count();
  }

  private static void requireExplained() {
    String one =
        lepton
            .run(
                "sql",
                CONF,
                "SELECT device_id, date_format(event_time, \"yyyy-MM-dd'T'HH:mm:ss'Z'\") FROM"
                    + " gold.predictions ORDER BY event_time DESC LIMIT 1")
            .printed();
    String[] cells = one.lines().toList().get(3).split("\\|");
    assertThat(lepton.run("explain", CONF, cells[1].strip(), cells[2].strip()).printed())
        .contains("turbofan@1", "the same, bit for bit", "gold.training_set@1", "silver.telemetry@")
        .contains("turbofan.telemetry, partition", "{\"", "rests on");
    assertThat(lepton.run("explain", CONF, cells[1].strip(), "1999-01-01T00:00:00Z").err())
        .contains(cells[1].strip(), "has no prediction of it", "the nearest are [20");
  }
}
