package io.lepton.scoring;

/** Calls a network. Not for several threads at once. */
public interface Predictor extends AutoCloseable {
  /**
   * The network's output for a mini-batch.
   *
   * @param miniBatch windows one after another, each {@code [channels, length]}
   * @param windows how many there are
   * @return one number for each window
   */
  float[] predict(float[] miniBatch, int windows);

  @Override
  void close();
}
