package io.lepton.bench.ingest;

import io.lepton.bench.report.Cpu;
import io.lepton.bench.report.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets peers take turns, so that what disturbs the machine disturbs all of them. */
final class Rounds {
  private final Workload workload;
  private final long brokerProcess;

  Rounds(Workload workload, long brokerProcess) {
    this.workload = workload;
    this.brokerProcess = brokerProcess;
  }

  /**
   * Runs every peer once per round, in the other order in every other round.
   *
   * @param rounds how many after the warm-up, which is round 0
   * @throws IllegalStateException if a peer lost or doubled a message
   */
  List<Run> run(List<Peer> peers, int rounds) {
    List<Run> runs = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      for (int i = 0; i < peers.size(); i++) {
        Peer peer = peers.get(round % 2 == 0 ? i : peers.size() - 1 - i);
        Run run = run(peer, round);
        System.out.printf(
            "  %-20s %s: %.2f s, %.2f s of CPU, %.2f s of the broker's%n",
            peer.name(),
            round == 0 ? "warm-up" : "round " + round,
            run.wall(),
            run.cpu(),
            run.brokerCpu());
        runs.add(run);
      }
    }
    return runs;
  }

  private Run run(Peer peer, int round) {
    try {
      Path folder = Files.createTempDirectory("lepton-bench");
      try {
        Run run = measured(peer, round, folder);
        List<String> problems = peer.problems(workload, folder);
        if (!problems.isEmpty()) {
          throw new IllegalStateException("%s is wrong: %s".formatted(peer.name(), problems));
        }
        return run;
      } finally {
        Turn.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Run measured(Peer peer, int round, Path folder) {
    // what the one before has left is not for this one to clear away
    System.gc();
    double broker = Cpu.seconds(brokerProcess);
    double cpu = Cpu.seconds();
    long begin = System.nanoTime();
    peer.run(workload, folder);
    double wall = (System.nanoTime() - begin) / 1e9;
    return new Run(
        peer.name(), round, wall, Cpu.seconds() - cpu, Cpu.seconds(brokerProcess) - broker);
  }
}
