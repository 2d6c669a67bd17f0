package io.lepton.bench.ingest;

import io.lepton.ingest.BatchReport;
import io.lepton.ingest.IngestConfig;
import io.lepton.ingest.KafkaSource;
import io.lepton.ingest.TelemetrySink;
import io.lepton.ingest.TopicConfig;
import io.lepton.lake.stream.StreamConfig;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.stream.Streams;
import io.lepton.lake.table.Lake;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/** Ingest that goes on until it is stopped, and hears what each of its commits made visible. */
final class LiveIngest implements AutoCloseable {
  /** The name of its tables. */
  static final String TABLE = "readings";

  /** The name of its query. */
  static final String QUERY = "live";

  private final SparkSession session;
  private final IngestConfig config;
  private final Path folder;
  private final SendTimes times;
  private final Delays delays = new Delays();
  private final Lake lake;
  private final TelemetrySink sink;

  /** Opens the tables; nothing runs yet. */
  LiveIngest(SparkSession session, IngestConfig config, Path folder, SendTimes times) {
    this.session = session;
    this.config = config;
    this.folder = folder;
    this.times = times;
    lake = Lake.open(session, folder.resolve("lake").toString());
    sink = new TelemetrySink(lake, config.telemetry(), Clock.systemUTC(), this::committed);
  }

  private void committed(BatchReport batch) {
    batch
        .counts()
        .partitions()
        .forEach(
            (source, n) ->
                times.seen(
                    Integer.parseInt(source.substring(source.lastIndexOf('-') + 1)),
                    n.from(),
                    n.until(),
                    delays));
  }

  /** Where silver is. */
  Path silver() {
    return Path.of(lake.open(config.telemetry().silver()).location().replaceFirst("^file:/+", "/"));
  }

  /** Starts; 0: one micro-batch after the other. */
  StreamingQuery start(int triggerMillis) {
    TopicConfig topic = config.telemetry();
    return Streams.start(
        QUERY,
        new KafkaSource(config).readStream(session, topic, "earliest"),
        new StreamConfig(
            StreamTrigger.every(Duration.ofMillis(triggerMillis)),
            folder.resolve("checkpoint").toString()),
        sink);
  }

  /** From the sending of a message to the return of its commit. */
  Delays delays() {
    return delays;
  }

  @Override
  public void close() {
    sink.close();
  }
}
