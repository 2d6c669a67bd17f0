package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.ingest.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The pipeline on a standalone cluster, with its lake on a file system that is not local. */
final class OtherLakes {
  private final Cluster cluster;
  private final EmbeddedBroker broker;
  private final String lake;
  private final List<String> settings;

  OtherLakes(Cluster cluster, EmbeddedBroker broker, String lake, String... settings) {
    this.cluster = cluster;
    this.broker = broker;
    this.lake = lake;
    this.settings = Arrays.asList(settings);
  }

  /** From messages to promoted model and predictions; fails where a count does not agree. */
  void everyCountAgrees() throws Exception {
    JsonNode truth = new ObjectMapper().readTree(run("simulate", "--rate", "100000").printed());
    String rows = "%,d".formatted(truth.get("rows").asLong());
    long silver = truth.get("rows").asLong() + truth.get("events").asLong();
    assertThat(run("ingest").printed()).contains("%,d silver".formatted(silver));
    assertThat(run("audit").printed()).contains("accounted for, once");
    run("features").printed();
    assertThat(run("train").printed()).isEqualTo("turbofan@1");
    assertThat(run("models", "promote", "1", "--force").printed()).contains("turbofan@1");
    assertThat(run("score").printed()).startsWith(rows + " readings");
  }

  Cluster.Outcome run(String command, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of(command));
    line.add(Cluster.root().resolve("conf/turbofan.conf").toString());
    line.addAll(Arrays.asList(more));
    line.addAll(settings);
    for (String set :
        List.of(
            "ingest.kafka.bootstrap-servers=[\"" + broker.bootstrapServers() + "\"]",
            "lake.root=" + lake,
            "simulation.devices=16",
            "simulation.life.min=40",
            "simulation.life.max=60",
            "features.window.length=15",
            "features.split.validation=0.2",
            "training.epochs=2")) {
      line.addAll(List.of("--set", set));
    }
    return cluster.run("other-" + command, line.toArray(new String[0]));
  }

  /** A broker of the build. */
  static EmbeddedBroker broker() {
    return EmbeddedBroker.startTemporary(Path.of(System.getProperty("lepton.broker.lib")));
  }
}
