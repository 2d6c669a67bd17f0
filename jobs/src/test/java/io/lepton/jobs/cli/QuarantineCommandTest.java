package io.lepton.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.JobCli;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class QuarantineCommandTest {
  private final StringWriter said = new StringWriter();
  private final PrintWriter writer = new PrintWriter(said);

  @Test
  void helpShowsExamples() {
    assertThat(JobCli.execute(writer, writer, "quarantine", "--help")).isZero();
    assertThat(said.toString())
        .contains("list, show or replay")
        .contains("lepton quarantine conf/turbofan.conf replay --dry-run");
  }

  @Test
  void refusesAnUnknownAction() {
    assertThat(JobCli.execute(writer, writer, "quarantine", "../conf/turbofan.conf", "burn"))
        .isEqualTo(2);
    assertThat(said.toString()).contains("burn");
  }

  @Test
  void replayExplainsTheSwap() {
    assertThat(JobCli.execute(writer, writer, "replay", "--help")).isZero();
    assertThat(said.toString()).contains("--swap").contains("stop ingest before");
  }
}
