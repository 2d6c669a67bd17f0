package io.lepton.training;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;

/**
 * Training on windows that are moved so that the loss grows fastest, by the fast gradient sign
 * method (Goodfellow et al. 2015, section 5): a network that is right there too does not change its
 * mind over a little noise.
 *
 * @param epsilon how far each number of a window is moved, in scaled units; 0 for not at all
 * @param share of each mini-batch that is fitted a second time so, in the same step
 */
public record Adversarial(double epsilon, double share) implements Serializable {
  /** No window is moved. */
  public static final Adversarial NONE = new Adversarial(0, 0.5);

  /** Checks the ranges. */
  public Adversarial {
    Check.argument(
        epsilon >= 0 && Double.isFinite(epsilon), "adversarial.epsilon", epsilon, ">= 0");
    Check.argument(share > 0 && share <= 1, "adversarial.share", share, "above 0, at most 1");
  }

  static Adversarial read(ConfigReader in) {
    return new Adversarial(in.number("epsilon"), in.number("share"));
  }

  /** Windows of a mini-batch that are fitted a second time. */
  int rows(int size) {
    return epsilon == 0 ? 0 : (int) Math.ceil(share * size);
  }
}
