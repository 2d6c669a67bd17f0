package io.lepton.lake.session;

import io.lepton.lake.PipelineException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.SparkConf;

/** Settings for Spark as users give them: {@code master} in the section {@code spark}, too. */
final class SparkSettings {
  private static final String PREFIX = "spark.";
  private static final String MASTER = "spark.master";

  /** What a driver that runs cannot be given any more. */
  private static final Set<String> TOO_LATE =
      Set.of(
          "spark.driver.memory",
          "spark.driver.memoryOverhead",
          "spark.driver.defaultJavaOptions",
          "spark.driver.extraClassPath",
          "spark.driver.extraJavaOptions",
          "spark.driver.extraLibraryPath",
          "spark.submit.deployMode");

  private SparkSettings() {}

  /**
   * The settings under the names that Spark knows.
   *
   * @param submitted what spark-submit was given
   * @throws PipelineException if one comes too late, or contradicts spark-submit's master
   */
  static Map<String, String> checked(Map<String, String> given, SparkConf submitted) {
    Map<String, String> settings = new TreeMap<>();
    given.forEach((key, value) -> settings.put(key.startsWith(PREFIX) ? key : PREFIX + key, value));
    settings.forEach(
        (key, value) -> {
          boolean isSame = submitted.get(key, "").equals(value);
          if (TOO_LATE.contains(key) && !isSame) {
            throw PipelineException.config(
                "Cannot set %s = %s: the driver runs already (expected: a setting of a session). Give it to spark-submit with '--conf'; without one, LEPTON_MEMORY is the driver's heap."
                    .formatted(key, value));
          }
        });
    String master = settings.get(MASTER);
    if (master != null && !master.equals(submitted.get(MASTER, master))) {
      throw PipelineException.config(
          "Cannot set %s = %s: spark-submit was given %s (expected: one master). Leave one of them out."
              .formatted(MASTER, master, submitted.get(MASTER)));
    }
    return settings;
  }
}
