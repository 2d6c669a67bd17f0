package io.lepton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredTest {
  @Test
  void whatIsWrittenIsReadAgainAndThePageHasRatiosFirst(@TempDir Path folder) throws Exception {
    Measured one =
        new Measured(
            "train",
            "lepton bench train --rounds 3",
            new Machine(2, "a processor", 0.1, "a virtual machine"),
            List.of(
                new Figure("lepton", "windows/s", Spread.of(List.of(15_000.4, 16_000.0, 14_000.0))),
                new Figure("lepton against fit", Figure.RATIO, Spread.of(0.912))));
    Measured.write(List.of(one), folder.resolve("bench.json"));
    assertThat(Measured.read(folder.resolve("bench.json"))).containsExactly(one);
    Measured.page(List.of(one), folder.resolve("bench.md"));
    assertThat(Files.readAllLines(folder.resolve("bench.md")))
        .contains("`lepton bench train --rounds 3`, on " + one.machine().description())
        .endsWith(
            "| lepton against fit | 0.91 (0.91 - 0.91) | x |",
            "| lepton | 15,000 (14,000 - 16,000) | windows/s |",
            "");
  }
}
