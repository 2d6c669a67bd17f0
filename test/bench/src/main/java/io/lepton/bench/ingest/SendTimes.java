package io.lepton.bench.ingest;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/**
 * When each message was sent: its CreateTime in Kafka, by partition and offset. Made in full before
 * the first message, so that a run of hours takes the memory of its end from the beginning.
 */
public final class SendTimes {
  private final List<AtomicLongArray> millis;
  private final int warmUpEach;

  /**
   * Room for the messages of each partition.
   *
   * @param warmUpEach so many of them come first and are not counted
   */
  public SendTimes(int partitions, int messagesEach, int warmUpEach) {
    millis = Stream.generate(() -> new AtomicLongArray(messagesEach)).limit(partitions).toList();
    this.warmUpEach = warmUpEach;
  }

  /** Takes note of a message before it is sent. */
  void sent(int partition, int offset, long atMillis) {
    millis.get(partition).set(offset, atMillis);
  }

  /** Counts the delays of messages that can be seen from now on, the warm-up left out. */
  void seen(int partition, long first, long until, Delays delays) {
    long now = System.currentTimeMillis();
    for (long offset = Math.max(first, warmUpEach); offset < until; offset++) {
      delays.add(now - millis.get(partition).get((int) offset));
    }
  }
}
