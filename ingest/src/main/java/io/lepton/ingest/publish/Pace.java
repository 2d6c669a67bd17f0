package io.lepton.ingest.publish;

/**
 * How fast messages go out.
 *
 * @param messagesPerSecond the limit over all topics; infinite for none
 */
public record Pace(double messagesPerSecond) {
  /** Checks that messages move at all. */
  public Pace {
    if (!(messagesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "messagesPerSecond: " + messagesPerSecond + " (expected: > 0)");
    }
  }

  /** As fast as Kafka takes them. */
  public static Pace unlimited() {
    return new Pace(Double.POSITIVE_INFINITY);
  }

  /** At most so many messages in a second, evenly spread. */
  public static Pace perSecond(double messages) {
    return new Pace(messages);
  }

  PaceClock clock() {
    return new PaceClock(messagesPerSecond);
  }
}
