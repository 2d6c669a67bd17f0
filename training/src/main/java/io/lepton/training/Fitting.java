package io.lepton.training;

import static java.util.Objects.requireNonNull;

/**
 * How long and from what a network learns.
 *
 * @param epochs passes over the training set, at most
 * @param earlyStopping epochs without a better validation score after which training ends; 0 for
 *     never
 * @param miniBatchSize windows in a mini-batch
 * @param classWeights how much the windows of each class count
 * @param optimiser how parameters move
 * @param adversarial windows that are fitted a second time, moved
 */
public record Fitting(
    int epochs,
    int earlyStopping,
    int miniBatchSize,
    ClassWeights classWeights,
    Optimiser optimiser,
    Adversarial adversarial) {
  /** Checks the sizes. */
  public Fitting {
    Check.positive("epochs", epochs);
    Check.argument(earlyStopping >= 0, "early-stopping", earlyStopping, ">= 0");
    Check.positive("mini-batch-size", miniBatchSize);
    requireNonNull(classWeights, "classWeights");
    requireNonNull(optimiser, "optimiser");
    requireNonNull(adversarial, "adversarial");
  }

  /** From windows as they are. */
  public Fitting(
      int epochs,
      int earlyStopping,
      int miniBatchSize,
      ClassWeights classWeights,
      Optimiser optimiser) {
    this(epochs, earlyStopping, miniBatchSize, classWeights, optimiser, Adversarial.NONE);
  }

  /** The same with another number of epochs. */
  Fitting withEpochs(int other) {
    return new Fitting(other, earlyStopping, miniBatchSize, classWeights, optimiser, adversarial);
  }
}
