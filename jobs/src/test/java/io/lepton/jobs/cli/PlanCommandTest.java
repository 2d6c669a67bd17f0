package io.lepton.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.JobCli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanCommandTest {
  private static final String RATES = "src/test/resources/io/lepton/jobs/capacity/bench.json";

  /** By hand: 24 executors and 10 GPUs (296 cores) cost less than 21 and 11 (304). */
  private static final String EXPECTED =
      """
      job               when                  work a day  a core-second      cores    GPUs
      ingest            always    86.40 million readings        100,000     0.0143       -
      features          at night  7.776 billion readings         62,500      8.229       -
      train             at night   77.76 billion windows         12,500      51.43   10.00
      score             at night  86.40 million readings          6,250     0.9143       -
      score: look back  at night  31.54 billion readings         62,500      33.37       -

        executors        24 of 4 cores and 8 GiB: 96 cores, 192 GiB; and a driver
        GPUs             10
        partitions       1 of Kafka or more; a core reads one
        night            6.0 h of 6.0 h; training alone takes 5.4 h
        one core more    47.1 s less of a night
        one GPU more     26.2 min less of a night
        new champion     20.9 h, once, to score all that is kept

        bronze           17.28 GB a day, 6.307 TB after 365 days
        silver           8.640 GB a day, 3.154 TB after 365 days
        predictions      4.320 GB a day, 1.577 TB after 365 days
        training set     388.8 GB, and again for each model that is kept
        storage          30.24 GB a day, 11.43 TB after 365 days

      Measured on 4 cores, Test.
      Work grows with readings, and with channels above those measured; cores and GPUs work 70 % of the time.
      Networks are taken for as large as the one measured, windows for as long.
      Batch scoring looks back over all that is kept; with --live nothing does.
      While GPUs train, cores train other networks or do other jobs.
      """;

  private final StringWriter said = new StringWriter();
  private final PrintWriter writer = new PrintWriter(said);

  @Test
  void saysWhatAFleetNeeds() {
    assertThat(plan("--devices", "10000", "--every", "10s", "--gpu-windows", "500000")).isZero();
    assertThat(said.toString()).isEqualTo(EXPECTED);
  }

  @Test
  void aSingleDeviceTakesOneExecutor() {
    assertThat(plan("--devices", "1", "--every", "1d", "--cores-per-executor", "8")).isZero();
    assertThat(said.toString())
        .contains("executors        1 of 8 cores and 16 GiB: 8 cores, 16 GiB; and a driver")
        .containsPattern("night +\\d+ ms of 6.0 h; training alone takes \\d+ ms");
  }

  @Test
  void helpShowsExamples() {
    assertThat(plan("--help")).isZero();
    assertThat(said.toString())
        .contains("lepton plan --devices 10000 --every 1m --live --measured bench.json");
  }

  @Test
  void refusesWhatIsNoFleet() {
    assertThat(plan("--devices", "10")).isEqualTo(2);
    assertThat(said.toString()).contains("--every", "--rate");
    assertThat(plan("--devices", "10", "--every", "often")).isEqualTo(2);
    assertThat(said.toString())
        .contains("--every is often (expected: a duration such as '30 seconds')");
    assertThat(plan("--devices", "10", "--rate", "1", "--night", "25")).isEqualTo(2);
    assertThat(said.toString()).contains("--night is 25.0 (expected: at most 24 hours)");
    assertThat(plan("--devices", "0", "--rate", "1")).isEqualTo(2);
    assertThat(said.toString()).contains("--devices is 0 (expected: a number above 0)");
  }

  private int plan(String... options) {
    Stream<String> all = Stream.concat(Stream.of("plan", "--measured", RATES), Stream.of(options));
    return JobCli.execute(writer, writer, all.toArray(String[]::new));
  }
}
