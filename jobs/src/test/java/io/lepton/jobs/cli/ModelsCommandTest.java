package io.lepton.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.JobCli;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsCommandTest {
  private static final String CONF = "../conf/turbofan.conf";

  private final StringWriter said = new StringWriter();
  private final PrintWriter writer = new PrintWriter(said);

  @ParameterizedTest
  @ValueSource(strings = {"list", "show", "promote", "rollback", "compare", "reproduce"})
  void helpShowsHowAndAnExample(String action) {
    assertThat(JobCli.execute(writer, writer, "models", CONF, action, "--help")).isZero();
    assertThat(said.toString())
        .contains("lepton models CONF " + action)
        .contains("lepton models conf/turbofan.conf " + action);
  }

  @Test
  void overridesMayStandAfterTheAction() {
    assertThat(JobCli.execute(writer, writer, "models", CONF, "list", "--set", "nosuch=1"))
        .isEqualTo(2);
    assertThat(said.toString()).contains("nosuch").contains("unknown key");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(JobCli.execute(writer, writer, "models", CONF, "burn")).isEqualTo(2);
    assertThat(said.toString()).contains("burn");
  }

  @Test
  void aMarginNobodyCanReachIsRefused() {
    assertThat(
            JobCli.execute(writer, writer, "models", CONF, "--set", "scoring.promotion.margin=1"))
        .isEqualTo(2);
    assertThat(said.toString()).contains("scoring.promotion.margin").contains("expected: < 1");
  }
}
