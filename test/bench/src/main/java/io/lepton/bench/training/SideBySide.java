package io.lepton.bench.training;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * What two workers that never average could come to: two cores may share what they compute with.
 * Each network has a thread of its own, which keeps its memory from round to round.
 */
final class SideBySide implements AutoCloseable {
  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private final MultiLayerNetwork one;
  private final MultiLayerNetwork two;
  private final List<DataSet> ready;
  private final List<DataSet> copies;

  SideBySide(MultiLayerNetwork one, List<DataSet> ready) {
    this.one = one;
    this.two = one.clone();
    this.ready = ready;
    this.copies = ready.stream().map(DataSet::copy).toList();
  }

  double windowsPerSecond() throws InterruptedException {
    long start = System.nanoTime();
    Future<?> beside = other.submit(() -> copies.forEach(two::fit));
    ready.forEach(one::fit);
    try {
      beside.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    long windows = 2L * ready.size() * ready.get(0).numExamples();
    return windows / ((System.nanoTime() - start) / 1e9);
  }

  @Override
  public void close() {
    other.shutdown();
    two.close();
  }
}
