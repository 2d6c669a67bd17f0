package io.lepton.bench.ingest;

import io.lepton.bench.ingest.Workload.Bronze;
import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.IngestConfig;
import io.lepton.ingest.KafkaSource;
import io.lepton.ingest.TelemetrySink;
import io.lepton.ingest.TopicConfig;
import io.lepton.lake.stream.StreamConfig;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.stream.Streams;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Lepton's ingest with its defaults; it removes duplicates and flags late readings always. */
final class LeptonPeer implements Peer {
  private static final String TABLE = "readings";

  private final Bronze bronze;
  private final String query;
  private final AtomicReference<BatchCounts> counts = new AtomicReference<>(BatchCounts.none());

  private LeptonPeer(Bronze bronze, String query) {
    this.bronze = bronze;
    this.query = query;
  }

  /** Silver and quarantine only. */
  static LeptonPeer silver() {
    return new LeptonPeer(Bronze.OFF, "lepton-silver");
  }

  /** Bronze as well. */
  static LeptonPeer full() {
    return new LeptonPeer(Bronze.KEPT, "lepton-full");
  }

  /** The same as one of several at the same time. */
  static LeptonPeer full(int number) {
    return new LeptonPeer(Bronze.KEPT, "lepton-full-" + number);
  }

  @Override
  public String name() {
    return query;
  }

  @Override
  public String tuning() {
    return "TelemetrySink, available-now, defaults"
        + (bronze == Bronze.KEPT
            ? "; bronze, silver, quarantine"
            : " but bronze = false; silver and quarantine");
  }

  @Override
  public void run(Workload workload, Path folder) {
    counts.set(BatchCounts.none());
    IngestConfig config = workload.config(TABLE, bronze);
    TopicConfig topic = config.telemetry();
    Lake lake = Lake.open(workload.session(), folder.resolve("lake").toString());
    try (TelemetrySink sink =
        new TelemetrySink(
            lake,
            topic,
            Clock.systemUTC(),
            batch -> counts.updateAndGet(all -> all.plus(batch.counts())))) {
      Streams.await(
          Streams.start(
              name(),
              new KafkaSource(config).readStream(workload.session(), topic, "earliest"),
              new StreamConfig(
                  StreamTrigger.availableNow(), folder.resolve("checkpoint").toString()),
              sink));
    }
  }

  @Override
  public List<String> problems(Workload workload, Path folder) {
    Lake lake = Lake.open(workload.session(), folder.resolve("lake").toString());
    List<String> problems =
        new ArrayList<>(Contents.problems(rows(lake, Layer.SILVER), workload.published()));
    long expected = workload.published().messages();
    if (bronze == Bronze.KEPT && rows(lake, Layer.BRONZE).count() != expected) {
      problems.add("bronze lacks messages");
    }
    if (counts.get().silver() != expected) {
      problems.add(
          "counted %,d readings (expected: %,d)".formatted(counts.get().silver(), expected));
    }
    return problems;
  }

  private static Dataset<Row> rows(Lake lake, Layer layer) {
    return lake.existing(new TableId(layer, TABLE), "lepton ingest").read();
  }
}
