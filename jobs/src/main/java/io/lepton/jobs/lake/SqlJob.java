package io.lepton.jobs.lake;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.lepton.jobs.config.JobContext;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Looks into the lake with SQL. */
public final class SqlJob {
  private final JobContext context;

  public SqlJob(JobContext context) {
    this.context = context;
  }

  /** The answer to a query, as text. */
  public String run(String query, int rows) {
    return query(query).showString(rows, 60, false);
  }

  /** The answer to a query, a line of JSON for each row; what is null is said to be. */
  public List<String> lines(String query, int rows) {
    Dataset<Row> answer = query(query);
    return answer.columns().length == 0
        ? List.of()
        : answer
            .select(to_json(struct("*"), Map.of("ignoreNullFields", "false")))
            .limit(rows)
            .as(Encoders.STRING())
            .collectAsList();
  }

  /** The answer to a query. */
  public Dataset<Row> query(String query) {
    register(context.lake());
    try {
      return context.session().sql(query);
    } catch (Exception e) {
      // Scala declares no checked exceptions, so Java cannot catch this one by its name.
      if (e instanceof AnalysisException) {
        throw new PipelineException(
            PipelineException.Kind.CONFIG,
            "Cannot run the query: %s (tables: %s)."
                .formatted(
                    e.getMessage().strip().lines().findFirst().orElse(""), context.lake().tables()),
            e);
      }
      throw e;
    }
  }

  /** Makes {@code silver.telemetry} and its like known to this session's SQL. */
  private static void register(Lake lake) {
    SparkSession session = lake.session();
    for (Layer layer : Layer.values()) {
      session.sql(
          String.format(
              Locale.ROOT,
              "CREATE DATABASE IF NOT EXISTS %s LOCATION '%s'",
              layer.folder(),
              lake.folder(layer.folder())));
    }
    for (TableId table : lake.tables()) {
      session.sql(
          String.format(
              Locale.ROOT,
              "CREATE TABLE IF NOT EXISTS %s USING DELTA LOCATION '%s'",
              table,
              lake.folder(table.path())));
    }
  }
}
