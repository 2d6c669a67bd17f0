package io.lepton.ingest.simulate;

/** A way in which a telemetry message is broken for good. */
enum Flaw {
  /** The text ends in the middle. */
  TRUNCATED_JSON("malformed"),
  /** A sensor reads {@code "n/a"}. */
  WRONG_TYPE("wrong-type"),
  /** There is no device. */
  MISSING_DEVICE("missing-field"),
  /** The time is {@code "yesterday"}. */
  BAD_TIME("wrong-type"),
  /** A sensor reads -9999 or a million times too much. */
  OUT_OF_RANGE("out-of-range");

  private final String reason;

  Flaw(String reason) {
    this.reason = reason;
  }

  /** Why the message must end in quarantine. */
  public String reason() {
    return reason;
  }
}
