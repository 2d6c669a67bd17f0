package io.lepton.bench.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  void write(Path file) {
    Map<String, Object> ratios = new LinkedHashMap<>();
    for (PeerReport peer : peers) {
      for (PeerReport other : peers) {
        if (!peer.equals(other)) {
          ratios.put(
              peer.peer() + " / " + other.peer(),
              Map.of(
                  "speed", PeerReport.ratio(runs, peer.peer(), other.peer(), Run::wall),
                  "per-cpu", PeerReport.ratio(runs, peer.peer(), other.peer(), Run::cpu)));
        }
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ratios", ratios);
    all.put("machine", machine);
    all.put("pinning", pinning);
    all.put("published", published);
    all.put("peers", peers);
    all.put("runs", runs);
    try {
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
