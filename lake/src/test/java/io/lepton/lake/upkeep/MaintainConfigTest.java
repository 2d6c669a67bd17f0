package io.lepton.lake.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.config.ConfigReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintainConfigTest {
  private static final String GOOD =
      "pipeline = x, maintain { target-file-size = 128 MiB, small-file-size = 32 MiB, min-files ="
          + " 8, keep = 90 minutes, log-retention = 3650 days }\n";

  @Test
  void readsSizesAndDurations() {
    MaintainConfig config = read(GOOD);
    assertThat(config)
        .isEqualTo(
            new MaintainConfig(
                134_217_728, 33_554_432, 8, Duration.ofMinutes(90), Duration.ofDays(3650)));
    assertThat(config.keepHours()).isEqualTo(2);
    assertThat(config.logDays()).isEqualTo(3650);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keep = 59 minutes | maintain.keep (line 2): 59 minutes (expected: 1 hour or more, for"
            + " writers and readers at work)",
        "min-files = 1 | maintain.min-files (line 2): 1 (expected: >= 2)",
        "small-file-size = 65 MiB | maintain.small-file-size (line 2): 68157440 bytes (expected: at"
            + " most half of target-file-size, 67108864)",
        "target-file-size = 128MB | maintain.target-file-size (line 2): '128MB' (expected: a size"
            + " such as 128 MiB)",
        "log-retention = 1 hour | maintain.log-retention (line 2): 1 hours (expected: no less than"
            + " keep, 2 hours)"
      })
  void refusesWhatCannotWork(String line, String problem) {
    String keep = line.startsWith("log-retention") ? "maintain.keep = 2 hours, " : "";
    assertThatThrownBy(() -> read(GOOD + keep + "maintain." + line)).hasMessageContaining(problem);
  }

  private static MaintainConfig read(ConfigReader in) {
    in.string("pipeline");
    return in.section("maintain", MaintainConfig::read);
  }

  private static MaintainConfig read(String text) {
    return ConfigReader.parse(text).read(MaintainConfigTest::read);
  }
}
