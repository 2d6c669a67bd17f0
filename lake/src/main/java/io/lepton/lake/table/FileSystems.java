package io.lepton.lake.table;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.sql.SparkSession;

/** Finds what reads and writes the files of a path. */
final class FileSystems {
  private FileSystems() {}

  /**
   * The file system of a path.
   *
   * @throws PipelineException of kind CONFIG if nothing on the class path knows it
   * @throws IOException if it cannot be reached
   */
  static FileSystem of(SparkSession session, Path path) throws IOException {
    try {
      return path.getFileSystem(session.sparkContext().hadoopConfiguration());
    } catch (UnsupportedFileSystemException e) {
      throw unknown(path, e);
    } catch (RuntimeException e) {
      // Hadoop's configuration names the class of a connector whether its jar is there or not.
      if (e.getCause() instanceof ClassNotFoundException) {
        throw unknown(path, e);
      }
      throw e;
    }
  }

  private static PipelineException unknown(Path path, Exception e) {
    return PipelineException.config(
        "Cannot open '%s': %s (expected: a connector for %s:// on the class path of driver and executors). Give its jar with --packages, such as org.apache.hadoop:hadoop-aws:3.3.4 for s3a://, or choose another lake.root."
            .formatted(path, e.getMessage(), path.toUri().getScheme()));
  }
}
