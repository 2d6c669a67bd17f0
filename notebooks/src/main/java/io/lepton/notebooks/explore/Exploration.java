package io.lepton.notebooks.explore;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Progress;
import io.lepton.jobs.lake.SqlJob;
import io.lepton.lake.PipelineException;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.table.Lake;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The lake of one pipeline, opened to be looked at: by a Spark application of its own, which writes
 * nothing, so that ingest and training may go on beside it.
 */
public final class Exploration implements AutoCloseable {
  private final Settings settings;
  private final JobContext context;

  private Exploration(Settings settings, JobContext context) {
    this.settings = settings;
    this.context = context;
  }

  /**
   * Opens the lake of a pipeline's file.
   *
   * @param given the file
   * @param folder where a relative {@code lake.root} begins
   * @param out where long work says how far it is
   * @throws PipelineException if there is no such file or no lake
   */
  public static Exploration open(Settings given, Path folder, PrintStream out) {
    Settings settings = given.seenFrom(folder);
    PipelineConfig config = settings.config();
    SparkSessions.Handle spark = SparkSessions.open("notebook " + config.pipeline(), spark(config));
    try {
      requireLake(spark.session(), config, given.file());
      Progress progress = new Progress(out, Progress.Style.LINES);
      return new Exploration(settings, JobContext.of(spark, config, progress));
    } catch (PipelineException e) {
      spark.close();
      throw e;
    }
  }

  /** A lake that is not there would be made, and a notebook makes nothing. */
  private static void requireLake(SparkSession session, PipelineConfig config, Path file) {
    if (!Lake.isAt(session, config.lakeRoot())) {
      throw PipelineException.data(
          "Cannot explore the lake '%s': there is none (expected: one that pipeline '%s' was ingested to). Run 'lepton pipeline %s' first, or name another lake.root."
              .formatted(config.lakeRoot(), config.pipeline(), file));
    }
  }

  private static Map<String, String> spark(PipelineConfig config) {
    Map<String, String> settings = new LinkedHashMap<>(config.spark());
    settings.putIfAbsent("spark.ui.showConsoleProgress", "false");
    return settings;
  }

  /** The Spark session. */
  public SparkSession spark() {
    return context.session();
  }

  /** Its tables. */
  public Tables lake() {
    return new Tables(context.lake());
  }

  /** What a model sees of its telemetry. */
  public Features features() {
    return new Features(context);
  }

  /** Its models. */
  public Models models() {
    return new Models(settings, context);
  }

  /** Pictures of all of these. */
  public PlotBook plots() {
    return new PlotBook(context);
  }

  /**
   * The answer to a query; tables have their names, such as {@code silver.telemetry}.
   *
   * @throws PipelineException if the query would change something, or is none
   */
  public Dataset<Row> sql(String query) {
    ReadOnlySql.require(query);
    return new SqlJob(context).query(query);
  }

  @Override
  public void close() {
    context.close();
  }
}
