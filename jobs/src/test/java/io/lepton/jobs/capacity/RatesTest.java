package io.lepton.jobs.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatesTest {
  private static final Path FILE = Path.of("src/test/resources/io/lepton/jobs/capacity/bench.json");

  @Test
  void figuresOfABenchmarkAreTakenForOneCore() {
    Rates rates = Rates.measured(FILE);
    assertThat(rates.of(Measure.INGEST, 24)).isEqualTo(100_000);
    assertThat(rates.of(Measure.FEATURES, 15)).as("a million in 2.5 s").isEqualTo(100_000);
    assertThat(rates.of(Measure.FEEDING, 15)).as("by 4 cores").isEqualTo(200_000);
    assertThat(rates.of(Measure.TRAINING, 15)).as("by 2 workers").isEqualTo(20_000);
    assertThat(rates.of(Measure.SCORING, 30)).as("twice the channels").isEqualTo(5_000);
  }

  @Test
  void bytesOfRowsAreThoseOfTheBenchmarkNotOurs() {
    Rates rates = Rates.measured(FILE);
    assertThat(rates.of(Measure.BRONZE, 24)).isEqualTo(200);
    assertThat(rates.of(Measure.SILVER, 24)).isEqualTo(100);
    assertThat(rates.of(Measure.PREDICTIONS, 24)).isEqualTo(50);
    assertThat(rates.machines()).as("nothing of ours is left").containsOnlyKeys("4 cores, Test");
  }

  @Test
  void whatAFileDoesNotSayIsOurs(@TempDir Path folder) throws IOException {
    String found =
        """
        [{"benchmark": "ingest", "machine": {"cores": 8, "model": "Theirs"}, "figures": [
          {"name": "lepton-full, per CPU second", "values": {"median": 7}}]}]
        """;
    Rates rates = Rates.measured(Files.writeString(folder.resolve("bench.json"), found));
    assertThat(rates.of(Measure.INGEST, 24)).isEqualTo(7);
    assertThat(rates.of(Measure.SILVER, 24)).isEqualTo(Rates.ours().of(Measure.SILVER, 24));
    assertThat(rates.machines()).containsEntry("8 cores, Theirs", "ingest").hasSize(2);
  }

  @Test
  void everyMeasureIsAmongOurs() {
    for (Measure measure : Measure.values()) {
      assertThat(Rates.ours().of(measure, 1)).as(measure.name()).isPositive();
    }
  }

  @Test
  void anotherFileIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("bench.json"), "[]");
    assertThatThrownBy(() -> Rates.measured(file))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot read rates from '%s': no figure that is known (expected: the bench.json of 'lepton bench'). Name another file with --measured, or leave it out to plan with ours."
                .formatted(file));
    Files.writeString(file, "{");
    assertThatThrownBy(() -> Rates.measured(file)).hasMessageContaining("JsonEOFException");
    assertThatThrownBy(() -> Rates.measured(folder.resolve("none")))
        .hasMessageContaining("NoSuchFileException");
  }
}
