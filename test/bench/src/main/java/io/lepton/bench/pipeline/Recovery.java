package io.lepton.bench.pipeline;

import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/** How long a pipeline takes until what comes out of it is up to date again. */
final class Recovery {
  private static final long RECOVERED_MILLIS = 5_000;
  private static final long LOOK_MILLIS = 100;

  private final LongSupplier newestPrediction;
  private final Load load;

  /**
   * Of a pipeline under load.
   *
   * @param newestPrediction when the newest reading that has a prediction was sent, in milliseconds
   *     since 1970
   * @param load what is sent
   */
  Recovery(LongSupplier newestPrediction, Load load) {
    this.newestPrediction = newestPrediction;
    this.load = load;
  }

  /**
   * Waits until a reading sent after a moment is predicted and those before now are few.
   *
   * @return seconds from that moment on; empty if the load ends before
   */
  OptionalDouble seconds(long since) throws InterruptedException {
    do {
      long newest = newestPrediction.getAsLong();
      long now = System.currentTimeMillis();
      if (newest > since && now - newest < RECOVERED_MILLIS) {
        return OptionalDouble.of((now - since) / 1e3);
      }
    } while (!load.isOverWithin(LOOK_MILLIS));
    return OptionalDouble.empty();
  }
}
