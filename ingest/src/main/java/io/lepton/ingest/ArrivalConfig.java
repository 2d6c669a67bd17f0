package io.lepton.ingest;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.time.Duration;

/**
 * What is asked of messages as they come.
 *
 * @param allowedLateness how far out of order a reading may come without being flagged as late
 * @param duplicateHorizon how long a reading is remembered, so that it is not taken twice
 * @param maxMessageBytes larger messages go to quarantine
 * @param maxQuarantineRate the share of rejected messages in a micro-batch above which ingest stops
 * @param keepMessages whether messages are kept in bronze as they came
 */
public record ArrivalConfig(
    Duration allowedLateness,
    Duration duplicateHorizon,
    long maxMessageBytes,
    double maxQuarantineRate,
    boolean keepMessages)
    implements Serializable {
  /** Checks the ranges. */
  public ArrivalConfig {
    if (allowedLateness.isNegative()) {
      throw new IllegalArgumentException(
          "allowed-lateness: %s (expected: >= 0)".formatted(allowedLateness));
    }
    if (duplicateHorizon.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(
          "duplicate-horizon: %s (expected: at least 1 minute)".formatted(duplicateHorizon));
    }
    if (maxMessageBytes < 1) {
      throw new IllegalArgumentException(
          "max-message-bytes: %d (expected: > 0)".formatted(maxMessageBytes));
    }
    if (!(maxQuarantineRate > 0 && maxQuarantineRate <= 1)) {
      throw new IllegalArgumentException(
          "max-quarantine-rate: %s (expected: > 0 and <= 1)".formatted(maxQuarantineRate));
    }
  }

  static ArrivalConfig read(ConfigReader in) {
    return new ArrivalConfig(
        in.duration("allowed-lateness"),
        in.duration("duplicate-horizon"),
        in.longNumber("max-message-bytes"),
        in.number("max-quarantine-rate"),
        in.bool("bronze"));
  }
}
