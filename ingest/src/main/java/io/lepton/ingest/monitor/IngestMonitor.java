package io.lepton.ingest.monitor;

import io.lepton.ingest.BatchReport;
import io.lepton.ingest.IngestConfig;
import io.lepton.ingest.MetricsConfig;
import io.lepton.ingest.Sources;
import io.lepton.ingest.TopicConfig;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.SourcePositions;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells the outside how a running ingest does: a line and a row per micro-batch, metrics for
 * Prometheus, and its offsets as those of a consumer group. It hears of each micro-batch after its
 * commit and makes ingest wait for nothing: where it fails, ingest goes on.
 */
public final class IngestMonitor implements Consumer<BatchReport>, AutoCloseable {
  private static final Duration LAG_PAUSE = Duration.ofSeconds(5);
  private static final Duration JOURNAL_PAUSE = Duration.ofSeconds(60);

  private final Lake lake;
  private final Consumer<String> lines;
  private final IngestMetrics metrics;
  private final PrometheusMeters meters = new PrometheusMeters();
  private final Optional<MetricsServer> server;
  private final LagWatch lag;
  private final Optional<GroupCommits> group;
  private final Optional<BatchJournal> journal;

  /**
   * Starts what the configuration asks for.
   *
   * @param lines gets a line per micro-batch, and warnings
   * @throws PipelineException if metrics cannot be served at the configured address
   */
  public IngestMonitor(IngestConfig config, Lake lake, Clock clock, Consumer<String> lines) {
    MetricsConfig shown = config.metrics();
    this.lake = lake;
    this.lines = lines;
    this.metrics = new IngestMetrics(clock);
    // first: it is the one that may fail
    this.server = shown.port().map(port -> new MetricsServer(shown.host(), port, meters::text));
    this.lag = new LagWatch(config.kafka().clientOptions(), LAG_PAUSE);
    this.group =
        config
            .kafka()
            .groupId()
            .map(id -> new GroupCommits(config.kafka().clientOptions(), id, lines));
    this.journal = shown.table().map(id -> new BatchJournal(lake, id, JOURNAL_PAUSE, lines));
  }

  /**
   * Begins with a topic's table; to be called before its first micro-batch.
   *
   * @param recorded how far silver is
   */
  public void watch(TopicConfig topic, SourcePositions recorded) {
    String silver = lake.folder(topic.silver().id().path()).toString();
    TableMetrics table = metrics.watch(topic.table(), silver);
    table.starts(Sources.partitions(recorded.next()));
    meters.add(topic.table(), table);
    lag.watch(topic, table);
  }

  /** Where metrics are served; empty if they are not. */
  public Optional<InetSocketAddress> address() {
    return server.map(MetricsServer::address);
  }

  @Override
  public void accept(BatchReport report) {
    TableFigures figures = metrics.add(report);
    meters.add(report);
    group.ifPresent(commits -> commits.add(report));
    journal.ifPresent(rows -> rows.add(new BatchTable.Line(report, figures)));
    lines.accept(BatchLine.of(report, figures));
  }

  /** Writes and commits what is left, and ends its threads. */
  @Override
  public void close() {
    server.ifPresent(MetricsServer::close);
    lag.close();
    group.ifPresent(GroupCommits::close);
    journal.ifPresent(BatchJournal::close);
  }
}
