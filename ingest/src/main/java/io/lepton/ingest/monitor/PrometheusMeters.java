package io.lepton.ingest.monitor;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.BatchReport;
import io.lepton.ingest.payload.Reason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.TopicPartition;

/** The figures of ingest under names by Prometheus's rules; what is unknown is NaN. */
final class PrometheusMeters {
  private static final String PREFIX = "lepton.ingest.";
  private static final String TABLE = "table";
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60),
    Duration.ofSeconds(300)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, Shown> tables = new ConcurrentSkipListMap<>();

  /** Shows a table from now on. */
  void add(String table, TableMetrics metrics) {
    Shown shown = new Shown(table, metrics);
    tables.put(table, shown);
    shown.counter("messages", "Messages read from Kafka", BatchCounts::read);
    shown.counter("readings", "Readings written to silver", BatchCounts::silver);
    shown.counter("late", "Readings of silver that came out of order", BatchCounts::late);
    shown.counter("duplicates", "Messages that silver held already", BatchCounts::duplicates);
    for (Reason reason : Reason.values()) {
      shown.quarantined(reason.code());
    }
    shown.gauge(
        "lag.seconds",
        "Age of the youngest message taken, 0 without lag",
        figures -> figures.lag().flatMap(Lag::seconds));
    shown.gauge(
        "state.bytes",
        "Size of the memory of recent readings on disk",
        figures -> figures.stateBytes().map(Long::doubleValue));
    shown.gauge(
        "last.batch.timestamp.seconds",
        "When the newest micro-batch was committed, since 1970",
        figures -> figures.last().map(report -> seconds(report.finished())));
  }

  /** Notes how long a micro-batch took. */
  void add(BatchReport report) {
    tables.get(report.table()).batches.record(report.duration());
  }

  /** All figures as of now, in Prometheus's text format. */
  String text() {
    tables.values().forEach(Shown::look);
    return registry.scrape();
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1e3;
  }

  /** One table; its meters all show the same moment. */
  private final class Shown {
    private final String table;
    private final TableMetrics metrics;
    private final Timer batches;
    private volatile TableFigures figures;

    Shown(String table, TableMetrics metrics) {
      this.table = table;
      this.metrics = metrics;
      this.figures = metrics.figures();
      this.batches =
          Timer.builder(PREFIX + "batch")
              .description("From a micro-batch's messages to the commit of silver")
              .tag(TABLE, table)
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
    }

    void look() {
      figures = metrics.figures();
      // partitions may have come
      figures.lag().ifPresent(lag -> lag.offsets().keySet().forEach(this::partition));
    }

    void counter(String name, String description, ToDoubleFunction<BatchCounts> count) {
      FunctionCounter.builder(PREFIX + name, this, s -> count.applyAsDouble(s.figures.total()))
          .description(description)
          .tag(TABLE, table)
          .register(registry);
    }

    void quarantined(String reason) {
      FunctionCounter.builder(
              PREFIX + "quarantined",
              this,
              s -> s.figures.total().quarantined().getOrDefault(reason, 0L))
          .description("Messages rejected")
          .tags(TABLE, table, "reason", reason)
          .register(registry);
    }

    void gauge(String name, String description, Function<TableFigures, Optional<Double>> value) {
      Gauge.builder(PREFIX + name, this, s -> value.apply(s.figures).orElse(Double.NaN))
          .description(description)
          .tag(TABLE, table)
          .register(registry);
    }

    /** Once more for a known one: the registry keeps the first. */
    private void partition(TopicPartition partition) {
      Gauge.builder(PREFIX + "lag.offsets", this, s -> s.lag(partition))
          .description("Offsets between the next one and the committed end")
          .tags(TABLE, table, "topic", partition.topic())
          .tag("partition", String.valueOf(partition.partition()))
          .register(registry);
    }

    private double lag(TopicPartition partition) {
      return figures
          .lag()
          .map(lag -> lag.offsets().get(partition))
          .map(Long::doubleValue)
          .orElse(Double.NaN);
    }
  }
}
