package io.lepton.jobs.config;

import io.lepton.jobs.console.Progress;
import io.lepton.lake.lock.JobLock;
import io.lepton.lake.lock.LockOwner;
import io.lepton.lake.lock.LockScope;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.table.Lake;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What a job works with: one session, one lake, its models, and where to say how far it is. */
public final class JobContext implements AutoCloseable {
  private final SparkSessions.Handle spark;
  private final PipelineConfig config;
  private final Lake lake;
  private final ModelStore models;
  private final Progress progress;
  private final Clock clock;
  private final Deque<Runnable> endings = new ArrayDeque<>();

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

  /** Folder of all streams' progress. */
  public Path checkpoints() {
    return lake.folder("checkpoints");
  }

  /** Folder of a stream's progress. */
  public String checkpoint(String stream) {
    return new Path(checkpoints(), stream).toString();
  }

  /** Something to do before the session ends; what was added last is done first. */
  public void beforeClose(Runnable work) {
    endings.push(work);
  }

  /**
   * Keeps other jobs away from a scope of the lake until this is closed.
   *
   * @param command what is at work, for those who are kept away
   * @throws io.lepton.lake.PipelineException of kind BUSY if another job is
   */
  public void lock(LockScope scope, String command) {
    JobLock lock =
        JobLock.take(lake, scope, LockOwner.here(command, clock), config.locks(), progress::note);
    beforeClose(lock::close);
  }

  @Override
  public void close() {
    try {
      endings.forEach(Runnable::run);
    } finally {
      spark.close();
    }
  }
}
