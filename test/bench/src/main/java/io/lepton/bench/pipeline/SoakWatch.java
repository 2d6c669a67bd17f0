package io.lepton.bench.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks at a pipeline at work from outside, every few seconds, and writes down what it sees. */
final class SoakWatch implements AutoCloseable {
  private static final int EVERY_SECONDS = 5;
  private static final int SAMPLES_PER_LINE = 60 / EVERY_SECONDS;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<Sample> samples = new ArrayList<>();
  private final long start = System.currentTimeMillis();
  private final Path file;
  private final Path lake;
  private final Service ingest;
  private final Service scoring;
  private final RestartableBroker broker;
  private final SeenTable silver;
  private final SeenTable predictions;
  private final ScheduledFuture<?> looking;

  SoakWatch(Path file, Path lake, Service ingest, Service scoring, RestartableBroker broker)
      throws IOException {
    this.file = Files.writeString(file, Sample.HEADER + "\n");
    this.lake = lake;
    this.ingest = ingest;
    this.scoring = scoring;
    this.broker = broker;
    silver = new SeenTable(lake.resolve("silver/telemetry"));
    predictions = new SeenTable(lake.resolve("gold/predictions"));
    looking =
        thread.scheduleAtFixedRate(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      ingest.look();
      scoring.look();
      long now = System.currentTimeMillis();
      silver.look();
      predictions.look();
      if (predictions.newest() == 0) {
        return;
      }
      Sample sample =
          new Sample(
              (now - start) / 1e3,
              (now - silver.newest()) / 1e3,
              (now - predictions.newest()) / 1e3,
              ingest.residentBytes() / 1e6,
              scoring.residentBytes() / 1e6,
              broker.residentBytes() / 1e6,
              silver.files(),
              predictions.files(),
              bytes(lake.resolve("checkpoints")) / 1e6);
      Files.writeString(file, sample.line() + "\n", StandardOpenOption.APPEND);
      add(sample);
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      throw new IllegalStateException(e);
    }
  }

  private synchronized void add(Sample sample) {
    samples.add(sample);
    if (samples.size() % SAMPLES_PER_LINE == 0) {
      System.out.printf(
          "minute %d: silver %.1f s behind, predictions %.1f s; ingest %.0f MB, scoring %.0f MB, "
              + "broker %.0f MB, %,d and %,d files%n",
          samples.size() / SAMPLES_PER_LINE,
          sample.silverBehind(),
          sample.predictionsBehind(),
          sample.ingestMegabytes(),
          sample.scoringMegabytes(),
          sample.brokerMegabytes(),
          sample.silverFiles(),
          sample.predictionFiles());
    }
  }

  /** All that streams write of themselves may go away while it is counted. */
  private static double bytes(Path folder) throws IOException {
    double sum = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        sum += Files.size(one);
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      return sum;
    }
    return sum;
  }

  /** The time of the newest reading that has a prediction, in milliseconds since 1970. */
  long newestPrediction() {
    predictions.look();
    return predictions.newest();
  }

  /** Waits until so many readings have a prediction, so long at most; how many have one. */
  long predictionsWithin(long wanted, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    do {
      predictions.look();
    } while (predictions.rows() < wanted
        && System.nanoTime() < end
        && !never.await(1, TimeUnit.SECONDS));
    return predictions.rows();
  }

  /** All that it has seen; fails if it could not go on looking. */
  synchronized List<Sample> samples() {
    if (looking.isDone()) {
      throw new IllegalStateException("the watch ended too early, see its log");
    }
    return List.copyOf(samples);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
