package io.lepton.ingest.kafka;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/** Where a new table starts in its topics; its text is the one of the configuration. */
public sealed interface StartPosition extends Serializable {

  /** One end of the topics. */
  enum Edge implements StartPosition {
    /** The first message that Kafka still has. */
    EARLIEST,
    /** Behind the last message that no open transaction holds back. */
    LATEST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The first message of each partition that is dated at this time or later; its end if there is
   * none.
   *
   * @param time as Kafka dates messages, not the event time
   */
  record Since(Instant time) implements StartPosition {
    @Override
    public String toString() {
      return time.toString();
    }
  }

  /** Reads {@code earliest}, {@code latest} or a time in ISO-8601 with its zone. */
  static StartPosition parse(String text) {
    for (Edge edge : Edge.values()) {
      if (edge.toString().equals(text)) {
        return edge;
      }
    }
    try {
      return new Since(Instant.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' (expected: 'earliest', 'latest' or a time such as '2026-01-01T00:00:00Z')"
              .formatted(text),
          e);
    }
  }
}
