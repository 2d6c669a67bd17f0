package io.lepton.ingest.monitor;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.BatchReport;
import io.lepton.ingest.Sources;
import io.lepton.ingest.recent.RecentReadings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Adds up what is heard of one table's ingest; threads may share it. */
final class TableMetrics {
  private final String silver;
  private final Clock clock;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private BatchCounts total = BatchCounts.none();
  private Optional<BatchReport> last = Optional.empty();
  private Optional<Instant> newest = Optional.empty();
  private Optional<Map<TopicPartition, Long>> ends = Optional.empty();

  /**
   * Nothing heard yet.
   *
   * @param silver where the silver table's files are
   */
  TableMetrics(String silver, Clock clock) {
    this.silver = silver;
    this.clock = clock;
  }

  synchronized void add(BatchReport report) {
    total = total.plus(report.counts());
    last = Optional.of(report);
    next.putAll(Sources.next(report.counts()));
    report
        .newest()
        .filter(time -> newest.filter(time::isBefore).isEmpty())
        .ifPresent(time -> newest = Optional.of(time));
  }

  /** Where reading goes on, as far as it is known. */
  synchronized Map<TopicPartition, Long> next() {
    return new HashMap<>(next);
  }

  synchronized boolean knows(Set<TopicPartition> partitions) {
    return next.keySet().containsAll(partitions);
  }

  /** Where reading starts; does not change what batches have said already. */
  synchronized void starts(Map<TopicPartition, Long> offsets) {
    offsets.forEach(next::putIfAbsent);
  }

  /** The ends as Kafka says them now; empty if it does not. */
  synchronized void ends(Optional<Map<TopicPartition, Long>> offsets) {
    ends = offsets.map(Map::copyOf);
  }

  synchronized TableFigures figures() {
    return new TableFigures(total, last, ends.map(this::lag), RecentReadings.bytes(silver));
  }

  private Lag lag(Map<TopicPartition, Long> known) {
    Map<TopicPartition, Long> offsets = Lag.offsets(known, next);
    boolean behind = offsets.values().stream().anyMatch(n -> n > 0);
    return new Lag(offsets, behind ? newest.map(this::age) : Optional.of(0.0));
  }

  /** In seconds; a producer's clock may be ahead. */
  private double age(Instant time) {
    return Math.max(0, Duration.between(time, clock.instant()).toMillis() / 1e3);
  }
}
