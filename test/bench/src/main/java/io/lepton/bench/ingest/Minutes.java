package io.lepton.bench.ingest;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Takes the footprint every ten seconds and prints a line every minute. */
final class Minutes implements AutoCloseable {
  private static final int EVERY_SECONDS = 10;
  private static final int SAMPLES_PER_LINE = 6;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Footprint footprint = new Footprint();
  private final Batches batches;
  private final LogWatch watch;
  private final boolean isCollecting;
  private final ScheduledFuture<?> looking;
  private int samples;

  Minutes(Batches batches, LogWatch watch, int warmUpSeconds, boolean isCollecting) {
    this.batches = batches;
    this.watch = watch;
    this.isCollecting = isCollecting;
    looking =
        thread.scheduleAtFixedRate(
            this::look, warmUpSeconds + EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    samples++;
    boolean isMinute = samples % SAMPLES_PER_LINE == 0;
    if (isMinute && isCollecting) {
      System.gc();
    }
    // between collections by hand only young ones happen, which leave the old generation as it is
    if (isMinute || !isCollecting) {
      footprint.sample(samples * EVERY_SECONDS);
    }
    if (isMinute) {
      System.out.printf(
          "minute %d: %,d batches, %.0f ms on average, %s, %,d files, %s%n",
          samples / SAMPLES_PER_LINE,
          batches.size(),
          batches.trend().mean(),
          footprint.text(),
          watch.files(),
          watch.delays().text());
    }
  }

  Footprint footprint() {
    return footprint;
  }

  @Override
  public void close() {
    looking.cancel(false);
    thread.shutdownNow();
  }
}
