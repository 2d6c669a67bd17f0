package io.lepton.scoring.alert;

/** How urgent an alert is. */
public enum Severity {
  /** Good to know. */
  INFO,
  /** Somebody should look at it. */
  WARNING,
  /** Somebody must act now. */
  CRITICAL
}
