package io.lepton.scoring;

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

  @Override
  void close();
}
