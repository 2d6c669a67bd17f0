package io.lepton.lake.session;

import io.lepton.lake.files.NioFileSystem;
import io.lepton.lake.files.NioFs;
import io.lepton.lake.files.NioLogStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The only builder of a session. */
public final class SparkSessions {
  private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    DEFAULTS.put(
        "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    DEFAULTS.put("spark.sql.session.timeZone", "UTC");
    DEFAULTS.put("spark.sql.streaming.stopTimeout", "30s");
    // What other readers of Parquet understand, and half the size of the default.
    DEFAULTS.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    DEFAULTS.put("spark.ui.enabled", "false");
    // One snapshot of a Delta log is small; fifty tasks to read it cost seconds per micro-batch.
    DEFAULTS.put("spark.databricks.delta.snapshotPartitions", "1");
    DEFAULTS.put("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2");
    // What streams know of devices is on disk, and a micro-batch writes what it changed.
    DEFAULTS.put(
        "spark.sql.streaming.stateStore.providerClass",
        "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider");
    DEFAULTS.put("spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", "true");
    // a stream goes on from its last batch; a hundred states of a large fleet fill a disk
    DEFAULTS.put("spark.sql.streaming.minBatchesToRetain", "10");
    // Delta commits by it, on clusters too: in Hadoop's own a second writer may replace a commit.
    DEFAULTS.put("spark.hadoop.fs.AbstractFileSystem.file.impl", NioFs.class.getName());
  }

  /** What a session on one machine needs besides: nothing listens beyond loopback. */
  private static final Map<String, String> LOCAL =
      Map.of(
          "spark.master", "local[2]",
          "spark.driver.host", "127.0.0.1",
          "spark.driver.bindAddress", "127.0.0.1",
          "spark.sql.shuffle.partitions", "2",
          "spark.hadoop.fs.file.impl", NioFileSystem.class.getName());

  /** The jars of this process, with commas between them, where executors have to be given them. */
  private static final String JARS = "lepton.jars";

  /** Threads that one task computes with. */
  private static final String THREADS = "OMP_NUM_THREADS";

  private SparkSessions() {}

  /**
   * Opens the session. Settings given here win over those of spark-submit, which win over Lepton's
   * defaults.
   *
   * @param application the name shown in Spark's own pages
   * @param settings Spark settings of the configuration and of the command line
   * @throws io.lepton.lake.PipelineException if one of them comes too late, or executors are
   *     smaller than what is to run on them
   */
  public static Handle open(String application, Map<String, String> settings) {
    SparkConf submitted = new SparkConf();
    SparkSettings.checked(settings, submitted).forEach(submitted::set);
    submitted.setIfMissing("spark.app.name", "lepton " + application);
    String master = submitted.get("spark.master", LOCAL.get("spark.master"));
    if (ExecutorMemory.isCluster(master)) {
      onCluster(submitted);
    } else {
      LOCAL.forEach(submitted::setIfMissing);
    }
    DEFAULTS.forEach(submitted::setIfMissing);
    // Delta takes one store for all files, or one for each kind of them.
    if (!submitted.contains("spark.delta.logStore.class")) {
      submitted.setIfMissing("spark.delta.logStore.file.impl", NioLogStore.class.getName());
    }
    return new Handle(SparkSession.builder().config(submitted).getOrCreate());
  }

  private static void onCluster(SparkConf submitted) {
    if (System.getProperty(JARS) != null) {
      submitted.setIfMissing("spark.jars", System.getProperty(JARS));
    }
    // As in the driver: sums depend on how many threads add them up.
    String threads = System.getenv().getOrDefault(THREADS, "1");
    submitted.setIfMissing("spark.executorEnv." + THREADS, threads);
    ExecutorMemory.of(submitted).tell(submitted);
  }

  /**
   * A session that is stopped when it is closed.
   *
   * @param session the session
   */
  public record Handle(SparkSession session) implements AutoCloseable {
    @Override
    public void close() {
      session.stop();
    }
  }
}
