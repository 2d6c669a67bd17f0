package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.jobs.JobCli;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest is killed with -9 in the middle of its work, twice; nothing is lost, nothing doubled. */
class KilledIngestIT {
  private static final Path CONF = Lepton.conf("turbofan.conf");

  @TempDir private Path folder;

  @Test
  void countsAgreeAfterAKill() throws Exception {
    Path jars = Path.of(System.getProperty("lepton.broker.lib"));
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(jars)) {
      String[] overrides = {
        "ingest.kafka.bootstrap-servers=[\"" + broker.bootstrapServers() + "\"]",
        "lake.root=" + folder.resolve("lake"),
        "ingest.max-offsets-per-trigger=300",
        "simulation.devices=20",
        "simulation.life.min=40",
        "simulation.life.max=80"
      };
      Lepton lepton = Lepton.with(overrides);
      JsonNode truth =
          new ObjectMapper().readTree(lepton.run("simulate", CONF, "--rate", "100000").printed());
      killAfterCommit("bronze", 1, overrides);
      killAfterCommit("silver", 2, overrides);
      lepton.run("ingest", CONF).printed();
      assertThat(lepton.count(CONF, "SELECT count(*) FROM bronze.telemetry"))
          .isEqualTo(truth.get("telemetry_sent").asLong());
      assertThat(lepton.count(CONF, "SELECT count(*) FROM silver.telemetry"))
          .isEqualTo(truth.get("rows").asLong());
      assertThat(
              lepton.count(
                  CONF, "SELECT count(DISTINCT device_id, sequence) FROM silver.telemetry"))
          .isEqualTo(truth.get("rows").asLong());
    }
  }

  /** Starts ingest as a process of its own and kills it when a table has this commit. */
  private void killAfterCommit(String layer, int version, String... overrides)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), JobCli.class.getName()));
    command.addAll(List.of("ingest", CONF.toString()));
    for (String override : overrides) {
      command.addAll(List.of("--set", override));
    }
    Path log = folder.resolve(layer + ".log");
    Process ingest =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Path commit =
        folder.resolve("lake/%s/telemetry/_delta_log/%020d.json".formatted(layer, version));
    await()
        .atMost(Duration.ofMinutes(3))
        .failFast(() -> assertThat(ingest.isAlive()).as(Files.readString(log)).isTrue())
        .until(() -> Files.exists(commit));
    ingest.destroyForcibly().waitFor();
  }
}
