package io.lepton.lake.session;

import io.lepton.lake.PipelineException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.ByteUnit;
import org.apache.spark.network.util.JavaUtils;

/**
 * What an executor may use on a cluster, in MiB. Networks compute outside the heap; JavaCPP, which
 * gives them their memory, takes no more than it is told. YARN and Kubernetes end a process that is
 * larger than heap and overhead together; a standalone worker does not look.
 *
 * @param heap {@code spark.executor.memory}
 * @param overhead what the container has beside it
 * @param networks what networks may take outside the heap
 * @param isContained whether somebody ends what is larger
 */
public record ExecutorMemory(long heap, long overhead, long networks, boolean isContained) {
  private static final String OPTIONS = "spark.executor.extraJavaOptions";
  private static final String OVERHEAD = "spark.executor.memoryOverhead";
  private static final String LIMIT = "org.bytedeco.javacpp.maxbytes";
  private static final Pattern GIVEN = Pattern.compile("-D" + Pattern.quote(LIMIT) + "=(\\S+)");

  /**
   * Classes, compiled code, threads and libraries of an executor. Chosen; YARN, which ends what is
   * larger, let executors of 700 MiB with an overhead of 600 train and score.
   */
  static final long JAVA = 256;

  /** What {@code lepton} gives networks where nobody measures. */
  private static final long UNCONTAINED = 1024;

  // Spark's own defaults ("Configuration", spark.executor.memoryOverhead)
  private static final double FACTOR = 0.1;
  private static final long LEAST_OVERHEAD = 384;

  private static final double MIB = 1 << 20;

  /**
   * Reads it of the settings of an application.
   *
   * @throws PipelineException if networks may take more than the container has for them
   */
  static ExecutorMemory of(SparkConf spark) {
    String master = spark.get("spark.master", "");
    boolean isContained = master.startsWith("yarn") || master.startsWith("k8s");
    long heap = spark.getSizeAsMb("spark.executor.memory", "1g");
    double factor = spark.getDouble("spark.executor.memoryOverheadFactor", FACTOR);
    long usual = Math.max(LEAST_OVERHEAD, (long) (heap * factor));
    long overhead = spark.getSizeAsMb(OVERHEAD, usual + "m");
    long left = isContained ? overhead - JAVA : UNCONTAINED;
    long networks = given(spark).orElse(Math.max(1, left));
    if (isContained && networks > left) {
      throw PipelineException.config(
          "Cannot run on executors of %s: networks may take %,d MiB outside the heap and Java takes about %,d, but the overhead is %,d MiB (expected: %s of at least %,d MiB). Raise it, or lower -D%s in %s."
              .formatted(
                  master, networks, JAVA, overhead, OVERHEAD, networks + JAVA, LIMIT, OPTIONS));
    }
    return new ExecutorMemory(heap, overhead, networks, isContained);
  }

  private static Optional<Long> given(SparkConf spark) {
    Matcher given = GIVEN.matcher(spark.get(OPTIONS, ""));
    return given.find()
        ? Optional.of(JavaUtils.byteStringAs(given.group(1), ByteUnit.BYTE) >> 20)
        : Optional.empty();
  }

  /** Tells the executors of it, unless the user has. */
  void tell(SparkConf spark) {
    if (given(spark).isEmpty()) {
      long process = heap + (isContained ? overhead : networks + UNCONTAINED);
      String limits =
          "-D%s=%dm -Dorg.bytedeco.javacpp.maxphysicalbytes=%dm"
              .formatted(LIMIT, networks, process);
      spark.set(OPTIONS, (spark.get(OPTIONS, "") + " " + limits).strip());
    }
  }

  /**
   * Passes if a training may fit into the executors of a cluster; on one machine nothing is asked.
   *
   * @param spark the settings of the running application
   * @param bytes of one task, at least
   * @throws PipelineException if it cannot fit
   */
  public static void requireRoom(SparkConf spark, long bytes) {
    if (!isCluster(spark.get("spark.master", "local"))) {
      return;
    }
    ExecutorMemory memory = of(spark);
    double needed = bytes / MIB;
    if (needed > memory.networks) {
      String key = memory.isContained ? OVERHEAD : "-D" + LIMIT + " in " + OPTIONS;
      throw PipelineException.config(
          "Cannot train on these executors: parameters, their copies and a mini-batch take %,.0f MiB outside the heap at least (expected: at most the %,d MiB that networks have there). Raise %s, lower training.mini-batch-size, or make the network smaller."
              .formatted(needed, memory.networks, key));
    }
  }

  /** Whether executors are processes of their own, elsewhere. */
  static boolean isCluster(String master) {
    return !master.startsWith("local");
  }
}
