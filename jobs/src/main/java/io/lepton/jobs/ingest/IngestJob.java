package io.lepton.jobs.ingest;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.BatchReport;
import io.lepton.ingest.IngestConfig;
import io.lepton.ingest.IngestLedger;
import io.lepton.ingest.IngestStart;
import io.lepton.ingest.KafkaSource;
import io.lepton.ingest.Recovery;
import io.lepton.ingest.TelemetrySink;
import io.lepton.ingest.TopicConfig;
import io.lepton.ingest.monitor.IngestMonitor;
import io.lepton.jobs.config.JobContext;
import io.lepton.lake.stream.Checkpoint;
import io.lepton.lake.stream.StreamConfig;
import io.lepton.lake.stream.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.streaming.StreamingQuery;

/** Kafka to bronze, silver and quarantine. */
public final class IngestJob {
  private final JobContext context;
  private final IngestConfig config;
  private final Set<Recovery> recoveries;
  private final AtomicReference<BatchCounts> read = new AtomicReference<>(BatchCounts.none());

  public IngestJob(JobContext context, IngestConfig config) {
    this(context, config, Set.of());
  }

  /** An ingest that may do more than go on where it was. */
  public IngestJob(JobContext context, IngestConfig config, Set<Recovery> recoveries) {
    this.context = context;
    this.config = config;
    this.recoveries = recoveries;
  }

  /** Runs until there is nothing more (available-now) or until a stream is stopped. */
  public BatchCounts run() {
    context.progress().start("ingest");
    try (IngestMonitor monitor =
        new IngestMonitor(config, context.lake(), context.clock(), context.progress()::line)) {
      List<StreamingQuery> queries = start(Optional.of(monitor));
      try {
        Streams.await(queries);
      } finally {
        queries.forEach(Streams::stop);
      }
    }
    context.progress().end(described(read.get()));
    return read.get();
  }

  /** Starts both streams; the caller stops them. */
  public List<StreamingQuery> start() {
    return start(Optional.empty());
  }

  private List<StreamingQuery> start(Optional<IngestMonitor> monitor) {
    KafkaSource source = new KafkaSource(config);
    List<StreamingQuery> queries = new ArrayList<>();
    try {
      for (TopicConfig topic : config.topics()) {
        queries.add(start(source, topic, monitor));
      }
      return queries;
    } catch (RuntimeException e) {
      queries.forEach(Streams::stop);
      throw e;
    }
  }

  private StreamingQuery start(
      KafkaSource source, TopicConfig topic, Optional<IngestMonitor> monitor) {
    String name = "ingest-" + topic.table();
    TelemetrySink sink =
        new TelemetrySink(context.lake(), topic, context.clock(), batch -> heard(batch, monitor));
    Checkpoint checkpoint =
        Checkpoint.at(
            context.checkpoint(name), context.session().sparkContext().hadoopConfiguration());
    String start = IngestStart.of(config.kafka(), topic, sink, checkpoint, recoveries);
    monitor.ifPresent(outside -> outside.watch(topic, sink.positions()));
    return Streams.start(
        name,
        source.readStream(context.session(), topic, start),
        new StreamConfig(config.trigger(), context.checkpoint(name)),
        sink);
  }

  private void heard(BatchReport batch, Optional<IngestMonitor> monitor) {
    BatchCounts all = read.updateAndGet(before -> before.plus(batch.counts()));
    monitor.ifPresentOrElse(
        outside -> outside.accept(batch), () -> context.progress().update(described(all)));
  }

  /** What the lake's own commits say has been ingested from the telemetry topic. */
  public static BatchCounts ledger(JobContext context) {
    return IngestLedger.total(context.lake().open(context.config().ingest().telemetry().silver()));
  }

  public static String described(BatchCounts counts) {
    return String.format(
        Locale.ROOT,
        "%,d messages: %,d silver (%,d late), %,d duplicates, %,d quarantined",
        counts.read(),
        counts.silver(),
        counts.late(),
        counts.duplicates(),
        counts.rejected());
  }
}
