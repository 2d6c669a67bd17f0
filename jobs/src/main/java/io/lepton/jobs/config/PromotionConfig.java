package io.lepton.jobs.config;

import io.lepton.lake.config.ConfigReader;
import java.time.Duration;

/**
 * What a model version must show to become champion.
 *
 * @param margin by which share of the champion's loss its own has to be lower, below 1; negative
 *     where it may be higher by as much
 * @param seed of the resamples that give the interval, and of the devices drawn for skew
 * @param skewNewest how far back from the newest reading live features are compared with batch
 * @param skewDevices how many devices are drawn for that; 0 for none
 */
public record PromotionConfig(double margin, long seed, Duration skewNewest, int skewDevices) {
  /** Checks the margin. */
  public PromotionConfig {
    if (!(margin < 1)) {
      throw new IllegalArgumentException("margin: %s (expected: < 1)".formatted(margin));
    }
    if (skewNewest.isNegative() || skewNewest.isZero()) {
      throw new IllegalArgumentException("skew.newest: %s (expected: > 0)".formatted(skewNewest));
    }
    if (skewDevices < 0) {
      throw new IllegalArgumentException(
          "skew.devices: %d (expected: >= 0)".formatted(skewDevices));
    }
  }

  static PromotionConfig read(ConfigReader in) {
    return new PromotionConfig(
        in.number("margin"),
        in.longNumber("seed"),
        in.duration("skew.newest"),
        in.integer("skew.devices"));
  }
}
