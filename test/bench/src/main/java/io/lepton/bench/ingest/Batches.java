package io.lepton.bench.ingest;

import io.lepton.bench.report.Spread;
import io.lepton.bench.report.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** How long micro-batches of a query take, as Spark reports it, those without rows left out. */
final class Batches extends StreamingQueryListener {
  private static final String WHOLE = "triggerExecution";

  private final Map<String, List<Double>> millis = new TreeMap<>();
  private final Trend trend = new Trend();
  private final String query;
  private final long fromNanos;
  private String slowest = "";
  private long slowestMillis;

  /** Counts micro-batches that end after this time of {@link System#nanoTime}. */
  Batches(String query, long fromNanos) {
    this.query = query;
    this.fromNanos = fromNanos;
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {}

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {}

  @Override
  public synchronized void onQueryProgress(QueryProgressEvent event) {
    StreamingQueryProgress progress = event.progress();
    long now = System.nanoTime();
    if (query.equals(progress.name()) && progress.numInputRows() > 0 && now >= fromNanos) {
      progress
          .durationMs()
          .forEach(
              (step, time) ->
                  millis.computeIfAbsent(step, any -> new ArrayList<>()).add((double) time));
      long whole = progress.durationMs().get(WHOLE);
      trend.add((now - fromNanos) / 1e9, (double) whole);
      if (whole > slowestMillis) {
        slowestMillis = whole;
        slowest =
            "batch %d, %,d messages, after %.0f s: %s"
                .formatted(
                    progress.batchId(),
                    progress.numInputRows(),
                    (now - fromNanos) / 1e9,
                    progress.durationMs());
      }
    }
  }

  /** Durations in milliseconds over time. */
  Trend trend() {
    return trend;
  }

  /** How many there were. */
  synchronized int size() {
    return millis.getOrDefault(WHOLE, List.of()).size();
  }

  /** Each step of a micro-batch, one a line. */
  synchronized String text() {
    StringBuilder text = new StringBuilder();
    millis.forEach(
        (step, times) ->
            text.append("  %-18s %s ms%n".formatted(step, Spread.of(times).text("%.0f"))));
    return text.append("  slowest: ").append(slowest).toString();
  }
}
