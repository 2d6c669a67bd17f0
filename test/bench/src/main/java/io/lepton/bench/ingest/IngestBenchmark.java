package io.lepton.bench.ingest;

import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import io.lepton.lake.session.SparkSessions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The same messages taken in by several peers, in turns, in one process: how long each takes and
 * what it costs. What each run leaves is compared with what was published; a wrong run ends the
 * benchmark.
 *
 * <pre>
 * mvn -q -pl test/bench -am package -DskipTests
 * java @test/bench/target/classes/jvm.flags -cp 'test/bench/target/*:test/bench/target/lib/*' \
 *   io.lepton.bench.ingest.IngestBenchmark --messages 1000000 --cores 1 --json ingest.json
 * </pre>
 */
@Command(name = "IngestBenchmark", mixinStandardHelpOptions = true)
public final class IngestBenchmark implements Callable<Integer> {
  private static final String TOPIC = "readings";
  private static final List<Peer> ALL =
      List.of(
          new BareConsumer(),
          new ConsumerToParquet(),
          new TutorialJob(),
          LeptonPeer.silver(),
          LeptonPeer.full());

  @Option(names = "--messages", description = "Messages per run (${DEFAULT-VALUE}).")
  private long messages = 1_000_000;

  @Option(names = "--rounds", description = "Rounds after the warm-up (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--cores", description = "Cores of Spark and of this process (${DEFAULT-VALUE}).")
  private int cores = 1;

  @Option(names = "--time-format", description = "iso or epoch-millis (${DEFAULT-VALUE}).")
  private TimeFormat time = TimeFormat.EPOCH_MILLIS;

  @Option(names = "--peers", split = ",", description = "Some of the peers, by name; else all.")
  private List<String> names = ALL.stream().map(Peer::name).toList();

  @Option(names = "--json", description = "Writes the report to this file, too.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--any-load", description = "Goes on although the machine is not quiet.")
  private boolean anyLoad;

  @Option(names = "--broker-lib", description = "Folder of the broker's jars.")
  private Path brokerLib =
      Path.of(System.getProperty("lepton.broker.lib", "ingest/broker/target/lib"));

  private IngestBenchmark() {}

  /** Runs the benchmark; 1 if the machine is not quiet. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new IngestBenchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }

  @Override
  public Integer call() {
    Machine machine = Machine.here();
    System.out.println(machine.description());
    if (!machine.isQuiet() && !anyLoad) {
      System.out.println("Not started: figures of a busy machine mislead. Wait, or --any-load.");
      return 1;
    }
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(brokerLib);
        SparkSessions.Handle spark =
            SparkSessions.open("bench", Map.of("spark.master", "local[" + cores + "]"))) {
      broker.createTopic(TOPIC, 2);
      Workload.Published published =
          Publication.publish(broker.bootstrapServers(), TOPIC, messages, time);
      String pinning = Pinning.apply(cores, machine.cores(), broker.processId());
      Workload workload =
          new Workload(spark.session(), broker.bootstrapServers(), TOPIC, time, published);
      List<Peer> peers = peers();
      List<Run> runs = new Rounds(workload, broker.processId()).run(peers, rounds);
      List<PeerReport> reports =
          peers.stream().map(peer -> PeerReport.of(peer, runs, messages)).toList();
      IngestReport report = new IngestReport(machine, pinning, published, reports, runs);
      report.print(System.out);
      json.ifPresent(report::write);
    }
    return 0;
  }

  private List<Peer> peers() {
    List<Peer> chosen = new ArrayList<>();
    for (String name : names) {
      Stream<Peer> known = ALL.stream().filter(peer -> peer.name().equals(name));
      chosen.add(
          known
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--peers: '%s' (expected: some of %s)"
                              .formatted(name, ALL.stream().map(Peer::name).toList()))));
    }
    return chosen;
  }
}
