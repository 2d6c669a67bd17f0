package io.lepton.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sees a table from outside: looks every few milliseconds whether the next commit stands in its
 * Delta log, and reads from it which offsets it made visible. It asks nothing of Lepton or Spark.
 */
final class LogWatch implements AutoCloseable {
  private static final int EVERY_MILLIS = 5;

  private final ObjectMapper json = new ObjectMapper();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Path log;
  private final SendTimes times;
  private final Delays delays = new Delays();
  private final ScheduledFuture<?> looking;
  private final AtomicLong version = new AtomicLong();
  private final AtomicLong files = new AtomicLong();

  /** Watches a table of the local file system from its next commit on. */
  LogWatch(Path table, SendTimes times) {
    this.log = table.resolve("_delta_log");
    this.times = times;
    looking = thread.scheduleAtFixedRate(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    Path commit = log.resolve("%020d.json".formatted(version.get()));
    while (Files.exists(commit)) {
      try {
        for (String line : Files.readAllLines(commit)) {
          JsonNode add = json.readTree(line).path("add");
          if (!add.isMissingNode()) {
            seen(json.readTree(add.path("stats").asText()));
            files.incrementAndGet();
          }
        }
      } catch (IOException e) {
        // half written: it comes again
        return;
      }
      version.incrementAndGet();
      commit = log.resolve("%020d.json".formatted(version.get()));
    }
  }

  /** A file holds rows of one partition, with offsets that follow each other. */
  private void seen(JsonNode statistics) {
    JsonNode first = statistics.path("minValues");
    JsonNode last = statistics.path("maxValues");
    if (first.has("kafka_offset")) {
      times.seen(
          first.path("kafka_partition").asInt(),
          first.path("kafka_offset").asLong(),
          last.path("kafka_offset").asLong() + 1,
          delays);
    }
  }

  Delays delays() {
    return delays;
  }

  /** Files that the commits have added. */
  long files() {
    return files.get();
  }

  /** Commits seen. */
  long commits() {
    return version.get();
  }

  @Override
  public void close() {
    looking.cancel(false);
    thread.shutdownNow();
  }
}
