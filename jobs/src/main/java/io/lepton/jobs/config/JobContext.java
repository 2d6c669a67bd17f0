package io.lepton.jobs.config;

import io.lepton.jobs.console.Progress;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.table.Lake;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/** What a job works with: one session, one lake, its models, and where to say how far it is. */
public final class JobContext implements AutoCloseable {
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
  public static JobContext of(
      SparkSessions.Handle spark, PipelineConfig config, Progress progress) {
    return new JobContext(spark, config, progress);
  }

  public SparkSession session() {
    return spark.session();
  }

  public PipelineConfig config() {
    return config;
  }

  public Lake lake() {
    return lake;
  }

  public ModelStore models() {
    return models;
  }

  public Progress progress() {
    return progress;
  }

  public Clock clock() {
    return clock;
  }

  /** Folder of a stream's progress. */
  public String checkpoint(String stream) {
    return lake.folder("checkpoints/" + stream).toString();
  }

  @Override
  public void close() {
    spark.close();
  }
}
