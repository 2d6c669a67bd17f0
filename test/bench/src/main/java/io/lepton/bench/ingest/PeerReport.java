package io.lepton.bench.ingest;

import io.lepton.bench.report.Spread;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What the runs of one peer come to, the warm-up left out.
 *
 * @param peer its name
 * @param tuning what was done to make it fast
 * @param figures by name: wall, cpu, broker-cpu in seconds; messages per second and per CPU second
 */
record PeerReport(String peer, String tuning, Map<String, Spread> figures) {
  /** Messages per second. */
  static final String RATE = "messages-per-second";

  /** Messages per processor second of this process. */
  static final String PER_CPU = "messages-per-cpu-second";

  /** Messages per processor second of this process and the broker. */
  static final String PER_ALL_CPU = "messages-per-cpu-second-with-broker";

  static PeerReport of(Peer peer, List<Run> runs, long messages) {
    List<Run> own = runs.stream().filter(r -> r.peer().equals(peer.name())).toList();
    List<Run> measured = own.stream().filter(r -> r.round() > 0).toList();
    Map<String, Spread> figures = new TreeMap<>();
    figures.put("wall", spread(measured, Run::wall));
    figures.put("cpu", spread(measured, Run::cpu));
    figures.put("broker-cpu", spread(measured, Run::brokerCpu));
    figures.put(RATE, spread(measured, r -> messages / r.wall()));
    figures.put(PER_CPU, spread(measured, r -> messages / r.cpu()));
    figures.put(PER_ALL_CPU, spread(measured, r -> messages / (r.cpu() + r.brokerCpu())));
    return new PeerReport(peer.name(), peer.tuning(), figures);
  }

  /** The same figure of this peer over that of another, round by round of what both did. */
  static Spread ratio(List<Run> runs, String peer, String other, ToDoubleFunction<Run> cost) {
    Map<Integer, Double> costs = new TreeMap<>();
    runs.stream()
        .filter(r -> r.peer().equals(other) && r.round() > 0)
        .forEach(r -> costs.put(r.round(), cost.applyAsDouble(r)));
    return Spread.of(
        runs.stream()
            .filter(r -> r.peer().equals(peer) && r.round() > 0)
            .map(r -> costs.get(r.round()) / cost.applyAsDouble(r))
            .toList());
  }

  private static Spread spread(List<Run> runs, ToDoubleFunction<Run> figure) {
    return Spread.of(runs.stream().map(figure::applyAsDouble).toList());
  }
}
