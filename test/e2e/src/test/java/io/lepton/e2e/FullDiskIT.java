package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.ingest.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the lake is full in the middle of ingest; needs the right to mount one. */
class FullDiskIT {
  private static final Path CONF = Lepton.conf("turbofan.conf");

  @TempDir private Path disk;

  @BeforeEach
  void mountSmallDisk() throws Exception {
    assumeTrue(
        mount("-t", "tmpfs", "-o", "size=2m", "lepton-test", disk.toString()),
        "a small disk cannot be mounted here: that takes root");
  }

  @AfterEach
  void unmount() throws Exception {
    new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
  }

  @Test
  void theSameCommandGoesOnWhenThereIsRoomAgain() throws Exception {
    Path jars = Path.of(System.getProperty("lepton.broker.lib"));
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(jars)) {
      Lepton lepton =
          Lepton.with(
              "ingest.kafka.bootstrap-servers=[\"" + broker.bootstrapServers() + "\"]",
              "lake.root=" + disk.resolve("lake"),
              "ingest.max-offsets-per-trigger=3000",
              "simulation.devices=60");
      JsonNode truth =
          new ObjectMapper().readTree(lepton.run("simulate", CONF, "--rate", "100000").printed());
      Lepton.Outcome full = lepton.run("ingest", CONF);
      assertThat(full.exitCode()).as(full.err()).isEqualTo(4);
      assertThat(full.err()).contains("No space left on device");
      assertThat(mount("-o", "remount,size=64m", disk.toString())).isTrue();
      lepton.run("ingest", CONF).printed();
      assertThat(lepton.run("audit", CONF).printed()).contains("accounted for, once");
      assertThat(lepton.count(CONF, "SELECT count(*) FROM silver.telemetry"))
          .isEqualTo(truth.get("rows").asLong());
    }
  }

  private static boolean mount(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "mount";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
