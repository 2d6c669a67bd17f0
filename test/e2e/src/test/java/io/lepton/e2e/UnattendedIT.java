package io.lepton.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scheduler needs: plans, locks, lines of JSON, and no secret anywhere. */
class UnattendedIT {
  private static final String SECRET = "correct-horse-battery-staple";
  private static final String CONF =
      """
      pipeline = pumps
      source {
        format = csv
        file = "%s"
        device.column = device
        time { column = time, format = epoch-seconds }
        sequence = count
        fields = [{ column = a, name = a }, { column = bad, name = bad }]
      }
      ingest.kafka.security {
        protocol = sasl-ssl, mechanism = plain, user = lepton, password-file = "%s"
      }
      ingest.kafka.options { "some.password" = "%s" }
      ingest.telemetry.fields = [{ name = a }, { name = bad }]
      features {
        channels = [a]
        window { length = 2 }
        label { kind = class, column = bad, classes = ["0", "1"] }
        split { validation = 0.25, test = 0.25 }
      }
      training {
        network { kind = mlp, mlp.units = [4] }
        epochs = 1, workers = 1, mini-batch-size = 32, baselines.kinds = []
      }
      """;

  @TempDir private Path folder;
  private Path conf;
  private Path lake;
  private Lepton lepton;

  @BeforeEach
  void pumps() throws IOException {
    StringBuilder rows = new StringBuilder("device,time,count,a,bad\n");
    for (int device = 0; device < 24; device++) {
      for (int i = 0; i < 12; i++) {
        rows.append("pump-%d,%d,%d,%d,%d%n".formatted(device, 1_700_000_000 + 60 * i, i, i, i % 2));
      }
    }
    Path file = Files.writeString(folder.resolve("pumps.csv"), rows.toString());
    Path secret = Files.writeString(folder.resolve("secret"), SECRET);
    conf = Files.writeString(folder.resolve("pumps.conf"), CONF.formatted(file, secret, SECRET));
    lake = folder.resolve("lake");
    lepton = Lepton.with("lake.root=" + lake);
  }

  @Test
  void aNightIsPlannedLockedToldAndKeepsItsSecrets() throws Exception {
    JsonNode none = json(lepton.run("pipeline", conf, "--dry-run", "--json"));
    assertThat(none.get("result").asText()).isEqualTo("planned");
    assertThat(lake).as("a plan makes no lake").doesNotExist();

    Path report = folder.resolve("report.html");
    Lepton.Outcome night = lepton.run("pipeline", conf, "--json", "--report", report.toString());
    JsonNode line = json(night);
    assertThat(line.get("job").asText()).isEqualTo("pipeline");
    assertThat(line.get("result").asText()).isEqualTo("done");
    assertThat(line.get("exit").asInt()).isZero();
    assertThat(line.get("figures").get("readings_scored").asInt()).isEqualTo(288);
    assertThat(line.get("written").toString()).contains("pumps@1", "gold.predictions@");
    assertThat(night.err()).contains("288 readings");

    String before = hash();
    JsonNode plan = json(lepton.run("pipeline", conf, "--dry-run", "--json"));
    assertThat(plan.get("figures").get("lines").asInt()).isEqualTo(288);
    assertThat(plan.get("figures").get("new_lines").asInt()).isZero();
    assertThat(plan.get("figures").get("new_readings").asInt()).isZero();
    assertThat(plan.get("figures").get("readings_without_prediction").asInt()).isZero();
    assertThat(plan.get("figures").get("models_of_this_training_set").asInt()).isEqualTo(1);
    assertThat(plan.get("writes").toString()).contains("pumps@2");
    assertThat(plan.get("written")).isEmpty();
    assertThat(hash()).as("a plan changes nothing").isEqualTo(before);

    Files.createDirectories(lake.resolve("_locks/model-pumps"));
    Files.writeString(
        lake.resolve("_locks/model-pumps/000099.json"),
        "{\"host\":\"h\",\"pid\":7,\"command\":\"lepton train\",\"startedAt\":\"then\"}");
    Lepton.Outcome refused = lepton.run("score", conf, "--json");
    assertThat(refused.exitCode()).isEqualTo(5);
    assertThat(refused.err()).contains("'lepton train' (host h, process 7, since then)");
    assertThat(json(refused).get("exit").asInt()).isEqualTo(5);
    assertThat(json(refused).get("error").asText()).startsWith("Cannot run 'lepton score");
    Lepton.Outcome asked = lepton.run("sql", conf, "SELECT 1 AS a, NULL AS b", "--json");
    assertThat(asked.exitCode()).as("reads go on").isZero();
    assertThat(json(asked).get("rows")).hasToString("[{\"a\":1,\"b\":null}]");

    Lepton.Outcome failed = lepton.run("ingest", conf, "--json");
    assertThat(failed.exitCode()).as("no broker").isNotZero();
    assertThat(night.out() + night.err() + refused.out() + refused.err()).doesNotContain(SECRET);
    assertThat(failed.out() + failed.err()).doesNotContain(SECRET);
    assertThat(holding(SECRET))
        .as("only the two files that the secret was put into")
        .containsExactlyInAnyOrder(conf, folder.resolve("secret"));
    requireForgets("pump-3");
  }

  private void requireForgets(String device) throws IOException {
    Files.delete(lake.resolve("_locks/model-pumps/000099.json"));
    Lepton.Outcome plan = lepton.run("erase", conf, "--device", device, "--dry-run");
    assertThat(plan.printed())
        .contains("telemetry: 12 messages, 0 of them in quarantine, 12 rows of silver")
        .containsPattern("trained on it: pumps@1 \\((train|validation|test)\\)");
    Lepton.Outcome erased = lepton.run("erase", conf, "--device", device, "--json");
    assertThat(erased.exitCode()).as(erased.err()).isZero();
    JsonNode figures = json(erased).get("figures");
    assertThat(figures.get("rows.bronze.telemetry").asInt()).isEqualTo(12);
    assertThat(figures.get("rows.gold.predictions").asInt()).isEqualTo(12);
    for (String table : List.of("silver.telemetry", "gold.predictions", "gold.training_set")) {
      String rows = "SELECT count(*) FROM %s WHERE device_id = '%s'".formatted(table, device);
      assertThat(lepton.count(conf, rows)).as(table).isZero();
    }
    assertThat(lepton.run("audit", conf).printed()).contains("accounted for, once");
    assertThat(lepton.run("maintain", conf, "--dry-run").exitCode()).isZero();
    assertThat(lepton.run("models", conf, "reproduce", "1").err())
        .contains("a device was taken out of it with 'lepton erase'");
    try (Stream<Path> certificates = Files.list(lake.resolve("_erasures"))) {
      assertThat(certificates.filter(file -> file.toString().endsWith(".json")))
          .singleElement()
          .satisfies(file -> assertThat(Files.readString(file)).doesNotContain(device + "\""));
    }
  }

  private static JsonNode json(Lepton.Outcome outcome) throws IOException {
    assertThat(outcome.out().strip().lines()).as(outcome.err()).hasSize(1);
    return new ObjectMapper().readTree(outcome.out());
  }

  private List<Path> holding(String text) throws IOException {
    List<Path> holding = new ArrayList<>();
    for (Path file : files(folder)) {
      // bytes as letters, so that it is found in Parquet, too
      if (new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
          .contains(text)) {
        holding.add(file);
      }
    }
    return holding;
  }

  private String hash() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path file : files(lake)) {
      digest.update(file.toString().getBytes(UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
