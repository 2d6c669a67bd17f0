package io.lepton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.bench.report.Measured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SmallRunsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "features --devices 2 --tutorial-devices 2 --rounds 1",
        "train --devices 2 --rounds 1 --python none",
        "score --devices 2 --rounds 1 --python none"
      })
  void aSmallBenchmarkRunsToItsEnd(String line, @TempDir Path folder) {
    Path json = folder.resolve("figures.json");
    List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
    arguments.addAll(List.of("--any-load", "--json", json.toString()));
    assertThat(new CommandLine(new Bench()).execute(arguments.toArray(String[]::new))).isZero();
    Measured found = Measured.read(json).get(0);
    assertThat(found.command()).isEqualTo("lepton bench " + line);
    assertThat(found.figures()).isNotEmpty().allMatch(figure -> figure.values().min() >= 0);
  }

  @Test
  void moreMinutesAreMoreRoundsAndNeverNone() {
    assertThat(Bench.plan(5)).allMatch(one -> !one.getValue().contains("0"));
    assertThat(Bench.plan(30).stream().filter(one -> one.getKey().equals("train")))
        .allMatch(one -> one.getValue().equals(List.of("--rounds", "5")));
  }
}
