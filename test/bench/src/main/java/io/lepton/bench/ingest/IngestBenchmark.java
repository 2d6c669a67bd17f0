package io.lepton.bench.ingest;

import io.lepton.bench.report.Machine;
import io.lepton.bench.report.Reporting;
import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import io.lepton.lake.session.SparkSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * ./lepton bench ingest --messages 4000000 --cores 1
 * </pre>
 */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description =
        "Messages of Kafka to Delta, beside a consumer without Spark and a tutorial's job.")
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
  private long messages = 4_000_000;

  @Option(names = "--rounds", description = "Rounds after the warm-up (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--cores", description = "Cores of Spark and of this process (${DEFAULT-VALUE}).")
  private int cores = 1;

  @Option(names = "--time-format", description = "iso or epoch-millis (${DEFAULT-VALUE}).")
  private TimeFormat time = TimeFormat.EPOCH_MILLIS;

  @Option(names = "--peers", split = ",", description = "Some of the peers, by name; else all.")
  private List<String> names = ALL.stream().map(Peer::name).toList();

  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Mixin private BrokerOption brokers = new BrokerOption();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    if (reporting.refuses()) {
      return 1;
    }
    Machine machine = reporting.machine();
    try (EmbeddedBroker broker = brokers.start();
        SparkSessions.Handle spark =
            SparkSessions.open("bench", Map.of("spark.master", "local[" + cores + "]"))) {
      broker.createTopic(TOPIC, 2);
      Workload.Published published =
          Publication.publish(
              broker.bootstrapServers(), TOPIC, messages, Publication.DEVICES, time);
      String pinning = Pinning.apply(cores, machine.cores(), broker.processId());
      Workload workload =
          new Workload(spark.session(), broker.bootstrapServers(), TOPIC, time, published);
      List<Peer> peers = peers();
      List<Run> runs = new Rounds(workload, broker.processId()).run(peers, rounds);
      List<PeerReport> reports =
          peers.stream().map(peer -> PeerReport.of(peer, runs, messages)).toList();
      IngestReport report = new IngestReport(machine, pinning, published, reports, runs);
      report.print(System.out);
      report.tell(reporting);
      reporting.finish(spec);
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
