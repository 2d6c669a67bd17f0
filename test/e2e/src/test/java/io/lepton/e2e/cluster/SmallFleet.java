package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.ingest.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Commands on the telemetry of sixteen engines, in a broker of its own, and what is true of it. */
final class SmallFleet implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final Launcher launcher;
  private final String lake;
  private final JsonNode truth;

  private SmallFleet(Launcher launcher, String lake) throws IOException, InterruptedException {
    this.broker = EmbeddedBroker.startTemporary(Path.of(System.getProperty("lepton.broker.lib")));
    this.launcher = launcher;
    this.lake = lake;
    this.truth = new ObjectMapper().readTree(run("simulate", "--rate", "100000").printed());
  }

  private SmallFleet(SmallFleet same, Launcher launcher) {
    this.broker = same.broker;
    this.launcher = launcher;
    this.lake = same.lake;
    this.truth = same.truth;
  }

  /** The same fleet and lake, its commands started otherwise. */
  SmallFleet through(Launcher other) {
    return new SmallFleet(this, other);
  }

  /**
   * Sends all of its messages.
   *
   * @param lake where commands keep what they make of them
   */
  static SmallFleet send(Launcher launcher, String lake) throws IOException, InterruptedException {
    return new SmallFleet(launcher, lake);
  }

  /** Runs a command on it to its end. */
  Launcher.Outcome run(String command, String... more) throws IOException, InterruptedException {
    return launcher.run(line(command, more).toArray(new String[0]));
  }

  /** Starts a command on it. */
  Process submit(String command, String... more) throws IOException {
    return launcher.submit(command, line(command, more));
  }

  private List<String> line(String command, String... more) {
    List<String> line = new ArrayList<>(List.of(command));
    line.add(turbofan().toString());
    line.addAll(Arrays.asList(more));
    settings().forEach(set -> line.addAll(List.of("--set", set)));
    return line;
  }

  private List<String> settings() {
    return List.of(
        "ingest.kafka.bootstrap-servers=[\"" + broker.bootstrapServers() + "\"]",
        "lake.root=" + lake,
        "simulation.devices=16",
        "simulation.life.min=40",
        "simulation.life.max=60",
        "features.window.length=15",
        "features.split.validation=0.2",
        "training.mini-batch-size=32",
        "training.epochs=3");
  }

  /** Writes a configuration of its own for it. */
  Path file(Path conf) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("include required(file(\"%s\"))".formatted(turbofan()));
    lines.addAll(settings());
    return Files.write(conf, lines);
  }

  private static Path turbofan() {
    return Launcher.root().resolve("conf/turbofan.conf");
  }

  /** What an ingest has to say that has taken each message once. */
  String ingested() {
    return "%,d silver".formatted(rows() + truth.get("events").asLong());
  }

  /** Readings that are whole. */
  long rows() {
    return truth.get("rows").asLong();
  }

  /** Fails unless the lake has each message once. */
  void requireAudited() throws IOException, InterruptedException {
    assertThat(run("audit").printed()).contains("accounted for, once");
  }

  /** Fails unless the lake has one prediction of each reading. */
  void requireEachPredictedOnce() throws IOException, InterruptedException {
    String query =
        "SELECT count(*) AS n, count(DISTINCT device_id, event_time, sequence) AS d"
            + " FROM gold.predictions";
    assertThat(run("sql", query).printed().replaceAll("[^0-9|]", ""))
        .contains("%d|%d".formatted(rows(), rows()));
  }

  @Override
  public void close() {
    broker.close();
  }
}
