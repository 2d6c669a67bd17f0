package io.lepton.scoring;

import java.util.stream.IntStream;

/** Calls a network. Not for several threads at once. */
public interface Predictor extends AutoCloseable {
  /**
   * The network's outputs for a mini-batch.
   *
   * @param miniBatch windows one after another, each {@code [channels, steps]}
   * @param windows how many there are
   * @return the outputs of one window after another, each as {@link io.lepton.features.Targets} has
   *     it
   */
  float[] predict(float[] miniBatch, int windows);

  /** Places of a mini-batch of so many windows at which one has the same outputs to the bit. */
  default int[] places(int miniBatchSize) {
    return IntStream.range(0, miniBatchSize).toArray();
  }

  @Override
  void close();
}
