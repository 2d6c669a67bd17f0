package io.lepton.bench.ingest;

import io.lepton.bench.report.Machine;
import io.lepton.bench.report.Reporting;
import java.io.PrintStream;
import java.util.List;

/**
 * The report of an {@link IngestBenchmark}: ratios first, for they travel between machines.
 *
 * @param machine where it ran
 * @param pinning who was given which cores
 * @param published what was taken in
 * @param peers in the order they ran in
 * @param runs all, the warm-up included
 */
record IngestReport(
    Machine machine,
    String pinning,
    Workload.Published published,
    List<PeerReport> peers,
    List<Run> runs) {

  void print(PrintStream out) {
    out.println(machine.description());
    out.println(pinning);
    out.printf(
        "%,d messages of %d bytes; %d rounds after the warm-up; median (smallest - largest)%n%n",
        published.messages(),
        published.bytes() / published.messages(),
        runs.stream().mapToInt(Run::round).max().orElse(0));
    for (PeerReport other : peers) {
      for (PeerReport peer : peers) {
        if (!peer.peer().equals(other.peer()) && peer.peer().startsWith("lepton")) {
          out.printf(
              "%-15s is %s times as fast as %s, %s times per CPU second%n",
              peer.peer(),
              PeerReport.ratio(runs, peer.peer(), other.peer(), Run::wall).text("%.2f"),
              other.peer(),
              PeerReport.ratio(runs, peer.peer(), other.peer(), Run::cpu).text("%.2f"));
        }
      }
    }
    for (PeerReport peer : peers) {
      out.printf("%n%s: %s%n", peer.peer(), peer.tuning());
      peer.figures()
          .forEach(
              (name, spread) ->
                  out.printf(
                      "  %-38s %s%n",
                      name, spread.text(spread.median() > 1000 ? "%,.0f" : "%.2f")));
    }
  }

  /** Tells the figures: ratios of Lepton's ways, then what each peer did. */
  void tell(Reporting reporting) {
    for (PeerReport peer : peers) {
      for (PeerReport other : peers) {
        if (!peer.peer().equals(other.peer()) && peer.peer().startsWith("lepton")) {
          String name = peer.peer() + " against " + other.peer();
          reporting.ratio(name, PeerReport.ratio(runs, peer.peer(), other.peer(), Run::wall));
          reporting.ratio(
              name + ", per CPU second",
              PeerReport.ratio(runs, peer.peer(), other.peer(), Run::cpu));
        }
      }
    }
    for (PeerReport peer : peers) {
      reporting.add(peer.peer(), "messages/s", peer.figures().get(PeerReport.RATE));
      reporting.add(
          peer.peer() + ", per CPU second", "messages", peer.figures().get(PeerReport.PER_CPU));
    }
  }
}
