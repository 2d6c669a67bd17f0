package io.lepton.lake.stream;

import io.lepton.lake.PipelineException;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkThrowable;

/**
 * A stream cannot go on from where it is: its table was changed otherwise than by appending, or no
 * longer has what comes next, or the stream's own notes are gone. Nothing is lost, the table has
 * all; a new query has to begin with what is there.
 */
public final class SourceChanged extends PipelineException {
  private static final long serialVersionUID = 1L;

  /** How the classes of errors begin with which Delta and Spark say so. */
  private static final List<String> CLASSES =
      List.of(
          "DELTA_SOURCE_",
          "DELTA_SCHEMA_CHANGED",
          "DELTA_STREAMING_",
          "DELTA_LOG_FILE_NOT_FOUND",
          "DELTA_MISSING_FILES",
          "DELTA_TRUNCATED_TRANSACTION_LOG",
          "DIFFERENT_DELTA_TABLE",
          "CANNOT_LOAD_STATE_STORE");

  private final String found;

  private SourceChanged(String name, String found, Throwable cause) {
    super(
        Kind.OUTSIDE,
        "Cannot go on with stream '%s': %s (expected: a table that is only appended to). Nothing is lost: start it again."
            .formatted(name, found),
        cause);
    this.found = found;
  }

  /** What Delta or Spark said. */
  public String found() {
    return found;
  }

  /** What ended a query, if it was this. */
  static Optional<SourceChanged> of(String name, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (isChange(cause)) {
        String found = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return Optional.of(new SourceChanged(name, found, thrown));
      }
    }
    return Optional.empty();
  }

  private static boolean isChange(Throwable thrown) {
    if (thrown instanceof FileNotFoundException) {
      return true;
    }
    String type = thrown instanceof SparkThrowable known ? known.getErrorClass() : null;
    return type != null && CLASSES.stream().anyMatch(type::startsWith);
  }
}
