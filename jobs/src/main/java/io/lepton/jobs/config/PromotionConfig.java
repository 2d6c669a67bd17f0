package io.lepton.jobs.config;

import io.lepton.lake.config.ConfigReader;

/**
 * What a model version must show to become champion.
 *
 * @param margin by which share of the champion's loss its own has to be lower, below 1; negative
 *     where it may be higher by as much
 * @param seed of the resamples that give the interval
 */
public record PromotionConfig(double margin, long seed) {
  /** Checks the margin. */
  public PromotionConfig {
    if (!(margin < 1)) {
      throw new IllegalArgumentException("margin: %s (expected: < 1)".formatted(margin));
    }
  }

  static PromotionConfig read(ConfigReader in) {
    return new PromotionConfig(in.number("margin"), in.longNumber("seed"));
  }
}
