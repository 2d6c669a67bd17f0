package io.lepton.jobs.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void aFileHasALineForEachMilestone() {
    Progress progress = progress(Progress.Style.LINES);
    progress.start("train");
    progress.milestone("epoch 1");
    progress.milestone("epoch 2");
    progress.update("a detail");
    progress.end("done");
    assertThat(lines())
        .hasSize(3)
        .startsWith("  ... epoch 1", "  ... epoch 2")
        .last()
        .asString()
        .endsWith("train      done");
  }

  @Test
  void aThousandQuickMilestonesDoNotFloodAFileAndTheLastIsThere() {
    Progress progress = progress(Progress.Style.LINES);
    for (int network = 1; network <= 2; network++) {
      progress.start("train");
      for (int epoch = 1; epoch <= 1000; epoch++) {
        progress.milestone("epoch " + epoch);
      }
      progress.line("  member 1 is from epoch 700");
      progress.end("done");
    }
    List<String> lines = lines();
    assertThat(lines.size()).isBetween(2 * 103, 2 * 130);
    assertThat(lines).contains("  ... epoch 100");
    assertThat(lines.subList(lines.size() - 3, lines.size() - 1))
        .containsExactly("  ... epoch 1000", "  member 1 is from epoch 700");
  }

  @Test
  void aTerminalHasOneLineThatIsRewritten() {
    Progress progress = progress(Progress.Style.TERMINAL);
    progress.start("train");
    progress.milestone("epoch 1");
    progress.milestone("epoch 2");
    progress.end("done");
    assertThat(said.toString(UTF_8)).containsOnlyOnce("\n");
    assertThat(lines()).hasSize(5).element(3).asString().endsWith("train      epoch 2");
  }

  private Progress progress(Progress.Style style) {
    return new Progress(new PrintStream(said, true, UTF_8), style);
  }

  private List<String> lines() {
    return said.toString(UTF_8).lines().toList();
  }
}
