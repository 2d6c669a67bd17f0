package io.lepton.ingest.simulate;

import io.lepton.ingest.publish.Message;
import java.time.Instant;

/**
 * A message with what the truth must know of it.
 *
 * @param time the true event time, whatever the payload says
 * @param reason why it ends in quarantine; empty unless it does
 */
record Outgoing(Message message, Kind kind, Instant time, String reason) {
  /** What becomes of a message. */
  enum Kind {
    /** A row. */
    GOOD,
    /** A row that lacks one value. */
    GOOD_WITH_GAP,
    /** The same bytes again. */
    DUPLICATE,
    /** Quarantine. */
    BROKEN,
    /** A failure. */
    EVENT
  }
}
