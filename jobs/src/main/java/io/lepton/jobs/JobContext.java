package io.lepton.jobs;

import io.lepton.lake.model.ModelStore;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.table.Lake;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/** What a job works with: one session, one lake, its models, and where to say how far it is. */
final class JobContext implements AutoCloseable {
  private final SparkSessions.Handle spark;
  private final PipelineConfig config;
  private final Lake lake;
  private final ModelStore models;
  private final Progress progress;
  private final Clock clock;

  private JobContext(SparkSessions.Handle spark, PipelineConfig config, Progress progress) {
    this.spark = spark;
    this.config = config;
    this.progress = progress;
    this.clock = Clock.systemUTC();
    this.lake = Lake.open(spark.session(), config.lakeRoot());
    this.models = ModelStore.of(lake, clock);
  }

  /** Takes over an open session. */
  static JobContext of(SparkSessions.Handle spark, PipelineConfig config, Progress progress) {
    return new JobContext(spark, config, progress);
  }

  SparkSession session() {
    return spark.session();
  }

  PipelineConfig config() {
    return config;
  }

  Lake lake() {
    return lake;
  }

  ModelStore models() {
    return models;
  }

  Progress progress() {
    return progress;
  }

  Clock clock() {
    return clock;
  }

  /** Folder of a stream's progress. */
  String checkpoint(String stream) {
    return lake.folder("checkpoints/" + stream).toString();
  }

  @Override
  public void close() {
    spark.close();
  }
}
