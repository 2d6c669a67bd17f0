package io.lepton.training.search;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * A step of a search.
 *
 * @param number from 1
 * @param trials that take it, at most
 * @param epochs each is trained for; empty for as many as the trial itself says
 */
public record Rung(int number, int trials, OptionalInt epochs) {
  /** Checks that nothing is null. */
  public Rung {
    requireNonNull(epochs, "epochs");
  }

  /** What a trial is on this rung. */
  Trial take(Trial trial) {
    return epochs.isPresent() ? trial.withEpochs(epochs.getAsInt()) : trial;
  }
}
