package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine's daily rhythm, and a day without it: from two delimited files to the alarm. */
class AnomalyIT {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int HOURS = 24 * 60;
  private static final int FROM = 24 * 50;
  private static final int UNTIL = FROM + 24;

  @TempDir private Path folder;

  @Test
  void thePlantedDayIsFoundAndNothingElse() throws IOException {
    Files.writeString(folder.resolve("readings.csv"), readings(0));
    Path conf = conf();
    Lepton lepton = Lepton.with("lake.root=" + folder.resolve("lake"));

    String report = folder.resolve("report.html").toString();
    String printed = lepton.run("pipeline", conf, "--report", report).printed();

    assertThat(printed).as("by threshold, by likelihood").containsPattern("found +1 of 1 +1 of 1 ");
    assertThat(printed).containsPattern("false alarms +0 of 1 .* +0 of 1 ");
    String raised = "SELECT count(*) FROM gold.alerts";
    assertThat(lepton.count(conf, raised)).isEqualTo(1);
    assertThat(lepton.count(conf, raised + " WHERE raised_at BETWEEN " + planted(0))).isEqualTo(1);
    // a window of 12 hours forgets the day 12 hours after it
    assertThat(
            lepton.count(
                conf,
                "SELECT count(*) FROM gold.predictions WHERE anomaly AND NOT event_time BETWEEN "
                    + planted(12)))
        .isZero();
    assertThat(lepton.count(conf, "SELECT count(*) FROM gold.predictions WHERE anomaly"))
        .isGreaterThan(12);
  }

  /** The planted day and some hours after it. */
  private static String planted(int after) {
    return "'%s' AND '%s'"
        .formatted(START.plusSeconds(FROM * 3600L), START.plusSeconds((UNTIL + after) * 3600L));
  }

  @Test
  void whatIsMeasuredLaterHasNoSayInTheThreshold() throws IOException {
    assertThat(alarmOf("quiet", 0)).isEqualTo(alarmOf("wild", 100)).contains("threshold");
  }

  /** The rule of a model that was trained before something happened. */
  private String alarmOf(String lake, double later) throws IOException {
    Files.writeString(folder.resolve("readings.csv"), readings(later));
    Path conf = conf();
    Lepton lepton = Lepton.with("lake.root=" + folder.resolve(lake), "training.epochs=2");
    lepton.run("import", conf, "csv").printed();
    lepton.run("features", conf).printed();
    lepton.run("train", conf).printed();
    return Files.readString(folder.resolve(lake).resolve("models/rhythm/1/alarm.json"));
  }

  /** A wave a day with noise; flat on the planted day; from then on so much higher. */
  private static String readings(double later) {
    Random random = new Random(1);
    StringBuilder file = new StringBuilder("time,value\n");
    for (int hour = 0; hour < HOURS; hour++) {
      double wave = hour >= FROM && hour < UNTIL ? 2 : Math.sin(hour * Math.PI / 12);
      double value = wave + random.nextGaussian() / 20 + (hour >= FROM ? later : 0);
      file.append(START.plusSeconds(hour * 3600L)).append(',').append(value).append('\n');
    }
    return file.toString();
  }

  private Path conf() throws IOException {
    Files.writeString(
        folder.resolve("events.csv"),
        "from,to\n%s,%s\n"
            .formatted(START.plusSeconds(FROM * 3600L), START.plusSeconds(UNTIL * 3600L)));
    return Files.writeString(
        folder.resolve("rhythm.conf"),
        """
        pipeline = rhythm
        source {
          format = csv
          file = "%1$s/readings.csv"
          device.name = machine
          time { column = time, format = iso }
          fields = [{ column = value, name = value }]
          events {
            format = csv
            file = "%1$s/events.csv"
            device.name = machine
            kind.name = anomaly
            time { column = from, format = iso }
            until = to
          }
        }
        ingest.telemetry.fields = [{ name = value }]
        features {
          channels = [value]
          window.length = 12
          label.kind = none
          split { validation = 0, test = 0
            time { validation-from = "2026-01-26T00:00:00Z", test-from = "2026-02-05T00:00:00Z" } }
        }
        training { network { kind = autoencoder, autoencoder.units = [8, 3] }
                   epochs = 20, mini-batch-size = 32, learning-rate = 0.01, workers = 1 }
        alerts.rules = [{ name = changed, kind = likelihood }]
        """
            .formatted(folder));
  }
}
