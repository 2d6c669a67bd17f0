package io.lepton.training;

import io.lepton.lake.config.ConfigReader;

/**
 * What is promised of the interval around a prediction.
 *
 * @param coverage how often it shall hold the truth: 0.9 for nine times in ten
 */
public record IntervalConfig(double coverage) {
  /** Reads the section {@code training.interval}. */
  public static IntervalConfig read(ConfigReader in) {
    return new IntervalConfig(in.number("coverage"));
  }

  /** Checks the share. */
  public IntervalConfig {
    Check.argument(coverage > 0 && coverage < 1, "coverage", coverage, "> 0 and < 1");
  }
}
