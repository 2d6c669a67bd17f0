package io.lepton.training;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What a step of the optimiser is asked for besides Deeplearning4j's own.
 *
 * @param adversarial windows to fit a second time, moved
 * @param frozen first parameters, flattened, that stay what they are
 */
record StepRules(Adversarial adversarial, int frozen) implements Serializable {
  static final StepRules NONE = new StepRules(Adversarial.NONE, 0);

  StepRules {
    requireNonNull(adversarial, "adversarial");
    Check.argument(frozen >= 0, "frozen", frozen, ">= 0");
  }
}
