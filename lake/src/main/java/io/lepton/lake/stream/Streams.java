package io.lepton.lake.stream;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.WriteIdentity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;

/** Starts and awaits streaming queries. */
public final class Streams {
  /** How long one query may have failed before it is noticed, for each other one. */
  private static final long LOOK_MILLIS = 200;

  private Streams() {}

  /** Starts a query that hands its micro-batches to a sink. */
  public static StreamingQuery start(
      String name, Dataset<Row> stream, StreamConfig config, MicroBatchSink sink) {
    String[] queryId = new String[1];
    VoidFunction2<Dataset<Row>, Long> write =
        (batch, batchId) -> {
          // The id is only known to the running query itself: it stands in the job's properties.
          if (queryId[0] == null) {
            queryId[0] =
                batch.sparkSession().sparkContext().getLocalProperty("sql.streaming.queryId");
          }
          sink.accept(batch, new WriteIdentity(queryId[0], batchId));
        };
    try {
      return stream
          .writeStream()
          .queryName(name)
          .option("checkpointLocation", config.checkpoint())
          .trigger(config.trigger().spark())
          .foreachBatch(write)
          .start();
    } catch (TimeoutException e) {
      throw PipelineException.outside(
          "Cannot start stream '%s': %s (expected: a start within Spark's time limit)."
              .formatted(name, e.getMessage()),
          e);
    } catch (FSError e) {
      // Hadoop's local files report a full disk as an error of the machine.
      throw PipelineException.outside(
          "Cannot start stream '%s': %s (expected: room for its checkpoint). Make room, then run the same command again."
              .formatted(name, e.getMessage()),
          e);
    }
  }

  /**
   * Waits until a query ends.
   *
   * @throws SourceChanged if a new query has to begin with what the table has
   * @throws PipelineException what the sink threw, or why the query failed
   */
  public static void await(StreamingQuery query) {
    await(List.of(query));
  }

  /**
   * Waits until all queries have ended, or one has failed.
   *
   * @throws PipelineException what a sink threw, or why a query failed
   */
  public static void await(List<StreamingQuery> queries) {
    Set<StreamingQuery> running = new LinkedHashSet<>(queries);
    while (!running.isEmpty()) {
      for (StreamingQuery query : List.copyOf(running)) {
        try {
          if (query.awaitTermination(LOOK_MILLIS)) {
            running.remove(query);
          }
        } catch (StreamingQueryException e) {
          throw failure(query.name(), e);
        }
      }
    }
  }

  /** What ended a query, in the user's words where a sink said it so. */
  public static RuntimeException failure(String name, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof PipelineException known) {
        return known;
      }
    }
    Optional<SourceChanged> changed = SourceChanged.of(name, thrown);
    if (changed.isPresent()) {
      return changed.get();
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return PipelineException.outside(
        "Cannot go on with stream '%s': %s. Nothing is lost: start it again when this is mended."
            .formatted(name, root.getMessage()),
        thrown);
  }

  /** Stops a query after its running micro-batch. */
  public static void stop(StreamingQuery query) {
    try {
      query.stop();
    } catch (TimeoutException e) {
      throw PipelineException.outside(
          "Cannot stop stream '%s': %s (expected: an end within 30 seconds)."
              .formatted(query.name(), e.getMessage()),
          e);
    }
  }
}
