package io.lepton.e2e;

import io.lepton.ingest.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A lake with all that the notebooks look at, as small as their stories allow. */
final class NotebookLake {
  static final Path CONF = Lepton.conf("turbofan.conf");

  /** Also for notebooks, which would grow larger baselines themselves. */
  private static final String TREES = "training.baselines.trees=5";

  private NotebookLake() {}

  /** What a notebook of this lake is started with beside {@link #CONF}. */
  static List<String> settings(Path root) {
    return List.of("lake.root=" + root, TREES);
  }

  /** Sends the telemetry of 24 engines, takes it in, trains on it and scores it. */
  static void make(Path root) {
    try (EmbeddedBroker broker =
        EmbeddedBroker.startTemporary(Path.of(System.getProperty("lepton.broker.lib")))) {
      List<String> settings = new ArrayList<>(settings(root));
      settings.addAll(
          Arrays.asList(
              "ingest.kafka.bootstrap-servers=[\"" + broker.bootstrapServers() + "\"]",
              "simulation.devices=24",
              "simulation.life.min=60",
              "simulation.life.max=90",
              "features.window.length=15",
              "features.split.validation=0.4",
              "training.interval.coverage=0.8",
              "training.epochs=2"));
      Lepton lepton = Lepton.with(settings.toArray(new String[0]));
      lepton.run("simulate", CONF, "--rate", "100000").printed();
      for (String command : List.of("ingest", "features", "train", "evaluate", "score")) {
        lepton.run(command, CONF).printed();
      }
    }
  }
}
