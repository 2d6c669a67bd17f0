package io.lepton.training;

import static java.util.Objects.requireNonNull;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * How parameters move.
 *
 * @param updater from a gradient to a step
 * @param learningRate how fast
 * @param gradientClip longest gradient of a layer, its L2 norm; longer ones are shortened to it
 *     before the share of l2 is added; 0 for no limit
 */
public record Optimiser(Updater updater, LearningRate learningRate, double gradientClip) {
  /** From a gradient to a step. */
  public enum Updater {
    /** By the moments of past gradients (Kingma and Ba 2015). */
    ADAM,
    /** The gradient times the learning rate. */
    SGD
  }

  /** Checks the limit. */
  public Optimiser {
    requireNonNull(updater, "updater");
    requireNonNull(learningRate, "learningRate");
    Check.argument(
        gradientClip >= 0 && Double.isFinite(gradientClip), "gradient-clip", gradientClip, ">= 0");
  }

  /** The updater as Deeplearning4j has it; see {@link LearningRate#schedule}. */
  IUpdater updater(int iterations) {
    return switch (updater) {
      case ADAM -> new Adam(learningRate.schedule(iterations));
      case SGD -> new Sgd(learningRate.schedule(iterations));
    };
  }
}
