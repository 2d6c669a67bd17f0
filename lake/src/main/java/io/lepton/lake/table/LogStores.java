package io.lepton.lake.table;

import io.lepton.lake.PipelineException;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;

/** Whether commits of several commands are safe from each other where a lake is. */
final class LogStores {
  /** Where a file can be replaced unseen, and Delta's own choice minds one driver alone. */
  private static final Set<String> REPLACING = Set.of("s3", "s3a", "s3n");

  private LogStores() {}

  /**
   * Passes unless it is on S3 and nobody has said how its writers are kept apart.
   *
   * @throws PipelineException naming the choices
   */
  static void requireChosen(Path root, SparkConf spark) {
    String scheme = root.toUri().getScheme();
    String key = "spark.delta.logStore.%s.impl".formatted(scheme);
    if (REPLACING.contains(scheme) && !spark.contains(key)) {
      throw PipelineException.config(
          "Cannot open lake '%s': two commands at a time could replace each other's commits there (expected: %s). Set it to io.delta.storage.S3SingleDriverLogStore if no two commands ever write at the same time, or to io.delta.storage.S3DynamoDBLogStore, whose jar and table you provide."
              .formatted(root, key));
    }
  }
}
