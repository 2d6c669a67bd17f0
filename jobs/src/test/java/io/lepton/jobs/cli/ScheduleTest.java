package io.lepton.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What conf/schedule tells cron and Airflow to run is there. */
class ScheduleTest {
  private static final Path SCHEDULE = Path.of("../conf/schedule");

  @Test
  void everyCommandOfTheCrontabParses() throws IOException {
    List<String> commands = new ArrayList<>();
    for (String line : Files.readAllLines(SCHEDULE.resolve("lepton.cron"), UTF_8)) {
      if (!line.startsWith("#") && line.contains("$LEPTON ")) {
        assertThat(line).matches("([0-9*]+ +){5}\\$LEPTON .*");
        Matcher command = Pattern.compile("\\$LEPTON ([^>&;]*)").matcher(line);
        while (command.find()) {
          commands.add(parsed(command.group(1).replace("$CONF", "../conf/turbofan.conf")));
        }
      }
    }
    assertThat(commands)
        .containsExactly("ingest", "features", "train", "promote", "score", "maintain", "audit");
  }

  /** Against a stub that stands in for Airflow: shape and commands, not Airflow's own checks. */
  @Test
  void theDagOfAirflowHasItsTasksInOrder() throws Exception {
    assumeTrue(hasPython(), "python3");
    JsonNode dag = new ObjectMapper().readTree(python("lepton_airflow.py"));
    assertThat(dag.get("dag").asText()).isEqualTo("lepton_nightly");
    assertThat(dag.get("one_at_a_time").asBoolean()).isTrue();
    List<String> order = new ArrayList<>();
    String before = "";
    for (JsonNode task : dag.get("tasks")) {
      order.add(task.get("id").asText());
      assertThat(task.get("after")).hasSize(before.isEmpty() ? 0 : 1);
      assertThat(task.get("after").path(0).asText("")).isEqualTo(before);
      String command = task.get("command").asText().replaceAll("[;&].*", "");
      assertThat(command).startsWith("/opt/lepton/lepton ");
      assertThat(parsed(command.substring(command.indexOf(' ') + 1)))
          .isEqualTo(task.get("id").asText());
      before = task.get("id").asText();
    }
    assertThat(order).containsExactly("features", "train", "promote", "score", "maintain");
    assertThat(dag.get("tasks").get(3).get("rule").asText())
        .as("scores after a gate that refused, too")
        .isEqualTo("none_failed");
  }

  private static String parsed(String line) {
    return ParsedLine.command(List.of(line.strip().split(" +")));
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String python(String dag) throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder(
                "python3",
                "src/test/resources/io/lepton/jobs/cli/airflow_stub.py",
                SCHEDULE.resolve(dag).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(python.getInputStream().readAllBytes(), UTF_8);
    assertThat(python.waitFor()).as(said).isZero();
    return said;
  }
}
