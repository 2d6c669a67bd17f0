package io.lepton.jobs.feedback;

import java.time.Instant;

/**
 * What happened after an alert.
 *
 * @param kind what it says of the alert
 * @param time when it happened
 * @param about the rule it is about; empty if it is about all of them
 */
record Answer(Kind kind, Instant time, String about) {
  /** What an event says of an alert. */
  enum Kind {
    /** The device failed. */
    FAILED,
    /** A fault was found. */
    CONFIRMED,
    /** A repair came before the failure, if there was to be one: nobody knows. */
    PREVENTED,
    /** There was no fault. */
    FALSE_ALARM
  }
}
