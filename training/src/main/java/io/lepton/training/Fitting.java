package io.lepton.training;

/**
 * How far and how fast a network's parameters move.
 *
 * @param epochs passes over the training set
 * @param miniBatchSize windows in a mini-batch
 * @param learningRate highest learning rate: it rises to this and then falls to almost nothing
 */
public record Fitting(int epochs, int miniBatchSize, double learningRate) {
  /** Checks the sizes. */
  public Fitting {
    Check.positive("epochs", epochs);
    Check.positive("mini-batch-size", miniBatchSize);
    Check.positive("learning-rate", learningRate);
  }
}
