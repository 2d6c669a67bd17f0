package io.lepton.training;

/**
 * What keeps a network from learning its training set by heart.
 *
 * @param l2 weight of the squared weights in the loss; 0 for none
 * @param dropout share of numbers left out at each step before layers where the network's kind does
 *     so; 0 for none
 */
public record Regularisation(double l2, double dropout) {
  /** Neither l2 nor dropout. */
  public static final Regularisation NONE = new Regularisation(0, 0);

  /** Checks the ranges. */
  public Regularisation {
    Check.argument(l2 >= 0 && l2 < 1, "l2", l2, "from 0 to below 1");
    Check.argument(dropout >= 0 && dropout < 1, "dropout", dropout, "from 0 to below 1");
  }
}
