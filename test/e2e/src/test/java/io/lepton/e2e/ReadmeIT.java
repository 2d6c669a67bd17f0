package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's steps for a fleet of one's own, each as it stands there, in their order. */
@Tag("slow")
class ReadmeIT {
  private static final String START = "    ./lepton ";
  private static final String FILE = " conf/plant.conf ";

  @TempDir private Path folder;

  @Test
  void everyStepOfTheReadmeRuns() throws IOException {
    List<String> steps = steps();
    assertThat(steps).hasSizeGreaterThan(15).last().asString().startsWith("erase");
    try (EmbeddedBroker broker =
        EmbeddedBroker.startTemporary(Path.of(System.getProperty("lepton.broker.lib")))) {
      Path conf = plant(broker);
      Lepton lepton = Lepton.with();
      lepton.run("simulate", conf, "--rate", "100000").printed();
      for (String step : steps) {
        List<String> words = new ArrayList<>(Arrays.asList(step.split(" +")));
        String command = words.remove(0);
        if (command.equals("top")) {
          words.add("--once");
        } else if (command.equals("pipeline")) {
          words.addAll(List.of("--report", folder.resolve("report.html").toString()));
        }
        words.replaceAll(word -> known(lepton, conf, word));
        Lepton.Outcome outcome = lepton.run(command, conf, words.toArray(new String[0]));
        // the gate may refuse what was trained once more
        assertThat(outcome.exitCode())
            .as("%s%n%s", step, outcome.err())
            .isIn(command.equals("retrain") ? List.of(0, 3) : List.of(0));
      }
      assertThat(lepton.run("audit", conf).printed()).contains("accounted for, once");
    }
  }

  /** The demo's file, smaller, as the copy that the README asks for. */
  private Path plant(EmbeddedBroker broker) throws IOException {
    return Files.write(
        folder.resolve("plant.conf"),
        List.of(
            "include required(file(\"%s\"))".formatted(Lepton.conf("turbofan.conf")),
            "ingest.kafka.bootstrap-servers = [\"%s\"]".formatted(broker.bootstrapServers()),
            "lake.root = " + folder.resolve("lake"),
            "simulation { devices = 24, life.min = 40, life.max = 60 }",
            "features { window.length = 15, split.validation = 0.4 }",
            "training { epochs = 2, baselines.trees = 3 }",
            "training.search.trials = 2"));
  }

  /** Commands of the block that begins with ingest, without the file. */
  private static List<String> steps() throws IOException {
    Path readme = Path.of(System.getProperty("lepton.root"), "README.md");
    List<String> steps = new ArrayList<>();
    for (String line : Files.readAllLines(readme)) {
      String command = line.replaceAll(" *#.*", "") + " ";
      if (command.startsWith(START) && command.contains(FILE)) {
        steps.add(command.substring(START.length()).replace(FILE, " ").strip());
      }
    }
    return steps;
  }

  private static String known(Lepton lepton, Path conf, String word) {
    return switch (word) {
      case "DEVICE", "NAME" -> cell(lepton, conf, "device_id");
      case "TIME" -> cell(lepton, conf, "date_format(event_time, \"yyyy-MM-dd'T'HH:mm:ss'Z'\")");
      default -> word;
    };
  }

  private static String cell(Lepton lepton, Path conf, String column) {
    String query =
        "SELECT %s FROM gold.predictions ORDER BY event_time DESC, device_id LIMIT 1"
            .formatted(column);
    String table = lepton.run("sql", conf, query).printed();
    return table.lines().toList().get(3).split("\\|")[1].strip();
  }
}
