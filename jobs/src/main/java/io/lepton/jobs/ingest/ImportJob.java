package io.lepton.jobs.ingest;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.MessageBatch;
import io.lepton.ingest.OffsetRange;
import io.lepton.ingest.Sources;
import io.lepton.ingest.TelemetrySink;
import io.lepton.ingest.TopicConfig;
import io.lepton.ingest.files.FileMessage;
import io.lepton.ingest.files.MessageFile;
import io.lepton.ingest.publish.KafkaPublisher;
import io.lepton.ingest.publish.Pace;
import io.lepton.ingest.publish.Topics;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.config.SourceConfig;
import io.lepton.jobs.console.Progress;
import io.lepton.lake.table.WriteIdentity;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Files to the lake, or to Kafka. In the lake a line's file and number stand for topic and offset,
 * and the same lines imported again change nothing.
 */
public final class ImportJob {
  private static final int LINES = 100_000;
  private static final int PARTITIONS = 2;

  private final JobContext context;
  private final SourceConfig source;

  public ImportJob(JobContext context, SourceConfig source) {
    this.context = context;
    this.source = source;
  }

  /** Opens the files and closes them, so that what is wrong with them is told before all else. */
  public static void requireFiles(PipelineConfig config, SourceConfig source) {
    source.open(config.ingest()).close();
  }

  /** Writes the lines to bronze, silver and quarantine, as ingest does with messages. */
  public BatchCounts toLake() {
    context.progress().start("import");
    BatchCounts[] read = {BatchCounts.none()};
    Pending telemetry = new Pending(context.config().ingest().telemetry(), read);
    Pending events = new Pending(context.config().ingest().events(), read);
    try (MessageFile file = source.open(context.config().ingest())) {
      while (file.hasNext()) {
        FileMessage line = file.next();
        (line.message().topic().equals(events.topic.topic()) ? events : telemetry).add(line);
      }
    }
    telemetry.write();
    events.write();
    telemetry.sink.close();
    events.sink.close();
    context.progress().end(IngestJob.described(read[0]));
    return read[0];
  }

  /** Publishes the lines; those of a device keep their order. */
  public static long toKafka(
      PipelineConfig config, SourceConfig source, Pace pace, Progress progress) {
    progress.start("import");
    Topics topics = new Topics(config.ingest().kafka().clientOptions());
    try (MessageFile file = source.open(config.ingest());
        KafkaPublisher publisher = new KafkaPublisher(config.ingest().kafka().clientOptions())) {
      config.ingest().topics().forEach(topic -> topics.ensure(topic.topic(), PARTITIONS));
      publisher.publishAll(
          file.messages(),
          pace,
          sent -> progress.update(String.format(Locale.ROOT, "%,d messages published", sent)));
      publisher.flush();
      progress.end(String.format(Locale.ROOT, "%,d messages published", publisher.published()));
      return publisher.published();
    }
  }

  /** Lines on their way to one topic's tables. */
  private final class Pending {
    private final TopicConfig topic;
    private final TelemetrySink sink;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, OffsetRange> ranges = new HashMap<>();
    private final Map<String, Long> next = new HashMap<>();

    Pending(TopicConfig topic, BatchCounts[] read) {
      this.topic = topic;
      this.sink =
          new TelemetrySink(
              context.lake(),
              topic,
              context.clock(),
              batch -> {
                read[0] = read[0].plus(batch.counts());
                context.progress().update(IngestJob.described(read[0]));
              });
    }

    void add(FileMessage line) {
      Timestamp now = Timestamp.from(context.clock().instant());
      byte[] key = line.message().key().getBytes(StandardCharsets.UTF_8);
      String file = "file:" + line.file();
      rows.add(RowFactory.create(key, line.message().value(), file, 0, line.line(), now, 0));
      // From where the last one ended: lines that are no messages are passed, too.
      String source = Sources.name(file, 0);
      long from = ranges.containsKey(source) ? ranges.get(source).from() : next(source);
      ranges.put(source, new OffsetRange(from, line.line() + 1));
      if (rows.size() == LINES) {
        write();
      }
    }

    void write() {
      if (!rows.isEmpty()) {
        sink.accept(
            MessageBatch.of(context.session(), rows, ranges), new WriteIdentity("import", 0));
        ranges.forEach((source, range) -> next.put(source, range.until()));
        ranges.clear();
        rows.clear();
      }
    }

    private long next(String source) {
      return next.getOrDefault(source, 0L);
    }
  }
}
