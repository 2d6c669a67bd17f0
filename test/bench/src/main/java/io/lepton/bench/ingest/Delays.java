package io.lepton.bench.ingest;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts delays by the millisecond; the memory it takes does not grow. */
public final class Delays {
  private static final int LONGEST = 600_000;

  private final AtomicLongArray counts = new AtomicLongArray(LONGEST + 1);

  /** Counts one; below 0 counts as 0, and beyond ten minutes as ten minutes. */
  void add(long millis) {
    counts.incrementAndGet((int) Math.max(0, Math.min(LONGEST, millis)));
  }

  /** How many there are. */
  public long size() {
    long size = 0;
    for (int i = 0; i <= LONGEST; i++) {
      size += counts.get(i);
    }
    return size;
  }

  /** The delay in milliseconds that this share, from 0 to 1, does not exceed; 0 without any. */
  public long quantile(double share) {
    long wanted = (long) Math.ceil(share * size());
    long seen = 0;
    for (int i = 0; i <= LONGEST; i++) {
      seen += counts.get(i);
      if (seen >= wanted && seen > 0) {
        return i;
      }
    }
    return 0;
  }

  /** The usual quantiles, in milliseconds. */
  public String text() {
    return "p50 %,d, p90 %,d, p99 %,d, max %,d ms of %,d messages"
        .formatted(quantile(0.5), quantile(0.9), quantile(0.99), quantile(1), size());
  }
}
