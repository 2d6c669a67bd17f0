package io.lepton.bench.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Several pipelines at once in one process, each with a topic and a lake of its own. */
final class Pipelines implements Peer {
  private final List<Workload> workloads;
  private final List<LeptonPeer> peers = new ArrayList<>();

  Pipelines(List<Workload> workloads) {
    this.workloads = workloads;
    for (int i = 0; i < workloads.size(); i++) {
      peers.add(LeptonPeer.full(i));
    }
  }

  @Override
  public String name() {
    return "pipelines: " + peers.size();
  }

  @Override
  public String tuning() {
    return peers.get(0).tuning();
  }

  @Override
  public void run(Workload unused, Path folder) {
    ExecutorService threads = Executors.newFixedThreadPool(peers.size());
    try {
      CompletableFuture<?>[] all = new CompletableFuture<?>[peers.size()];
      for (int i = 0; i < all.length; i++) {
        int pipeline = i;
        all[i] =
            CompletableFuture.runAsync(
                () -> peers.get(pipeline).run(workloads.get(pipeline), own(folder, pipeline)),
                threads);
      }
      CompletableFuture.allOf(all).join();
    } finally {
      threads.shutdown();
    }
  }

  @Override
  public List<String> problems(Workload unused, Path folder) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < peers.size(); i++) {
      problems.addAll(peers.get(i).problems(workloads.get(i), own(folder, i)));
    }
    return problems;
  }

  private static Path own(Path folder, int pipeline) {
    return folder.resolve("pipeline-" + pipeline);
  }
}
