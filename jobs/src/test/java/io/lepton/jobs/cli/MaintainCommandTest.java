package io.lepton.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.JobCli;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MaintainCommandTest {
  @Test
  void helpShowsExamples() {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    assertThat(JobCli.execute(writer, writer, "maintain", "--help")).isZero();
    assertThat(out.toString())
        .contains("lepton maintain conf/turbofan.conf --dry-run")
        .contains("Versions that models were made from stay readable");
  }

  @Test
  void refusesToKeepLessThanAnHour() {
    StringWriter err = new StringWriter();
    PrintWriter writer = new PrintWriter(err);
    int exit =
        JobCli.execute(
            writer,
            writer,
            "maintain",
            "../conf/turbofan.conf",
            "--set",
            "maintain.keep=5 minutes");
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .contains("maintain.keep")
        .contains("5 minutes (expected: 1 hour or more, for writers and readers at work)");
  }
}
