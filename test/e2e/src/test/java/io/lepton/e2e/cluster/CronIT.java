package io.lepton.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The night of conf/schedule/lepton.cron, started by a real cron with nothing but its crontab. */
@Tag("cluster")
class CronIT {
  private static final Pattern LINE = Pattern.compile("(?:[0-9*]+ +){5}(\\$LEPTON .*)");

  @TempDir private Path folder;

  @Test
  void aNightFromTheCrontabTakesTelemetryToPredictions() throws Exception {
    assumeTrue(Cron.isHere(), "Debian's cron, and the right to give it a crontab");
    Path distribution = Launcher.unpacked(folder);
    Files.createSymbolicLink(distribution.resolve("spark"), Launcher.sparkJars());
    Launcher launcher = new Launcher(folder, distribution, Map.of(), List.of());
    try (launcher;
        SmallFleet fleet = SmallFleet.send(launcher, folder.resolve("lake").toString());
        Cron cron = Cron.start()) {
      fleet.run("ingest").printed();
      List<String> variables = variables(distribution, fleet.file(folder.resolve("plant.conf")));
      List<String> commands = commands();
      List<String> upkeep = commands.stream().filter(line -> line.contains("maintain")).toList();
      commands.removeAll(upkeep);

      cron.nextMinute(variables, commands);
      assertThat(exits("score", "audit", "ingest"))
          .containsEntry("ingest", 0)
          .containsEntry("audit", 0)
          .containsEntry("features", 0)
          .containsEntry("train", 0)
          .containsEntry("models promote", 0)
          .containsEntry("score", 0);
      // alone: it wants the whole lake
      cron.nextMinute(variables, upkeep);
      assertThat(exits("maintain")).containsEntry("maintain", 0);
      fleet.requireEachPredictedOnce();
      fleet.requireAudited();
    }
  }

  /** The crontab's own, with places of this test, and what a cron does not know of this machine. */
  private List<String> variables(Path distribution, Path conf) {
    return List.of(
        "LEPTON=" + distribution.resolve("lepton"),
        "CONF=" + conf,
        "LEPTON_LOG=" + folder.resolve("night.log"),
        "RESULTS=" + results(),
        "LEPTON_MEMORY=1g",
        "JAVA_HOME=" + System.getProperty("java.home"));
  }

  private static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    Path crontab = Launcher.root().resolve("conf/schedule/lepton.cron");
    for (String line : Files.readAllLines(crontab, UTF_8)) {
      Matcher found = LINE.matcher(line);
      if (found.matches()) {
        commands.add(found.group(1));
      }
    }
    assertThat(commands).hasSize(4);
    return commands;
  }

  private Path results() {
    return folder.resolve("results.jsonl");
  }

  /** How each job ended, once some of them have. */
  private Map<String, Integer> exits(String... awaited) {
    return await()
        .atMost(Duration.ofMinutes(20))
        .pollInterval(Duration.ofSeconds(1))
        .until(this::exits, exits -> exits.keySet().containsAll(List.of(awaited)));
  }

  private Map<String, Integer> exits() throws IOException {
    Map<String, Integer> exits = new TreeMap<>();
    if (Files.exists(results())) {
      for (String line : Files.readAllLines(results(), UTF_8)) {
        JsonNode result = new ObjectMapper().readTree(line);
        exits.put(result.get("job").asText(), result.get("exit").asInt());
      }
    }
    return exits;
  }
}
