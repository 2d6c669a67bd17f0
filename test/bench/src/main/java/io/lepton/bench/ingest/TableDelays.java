package io.lepton.bench.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How late each row of a table of readings or predictions was, found when all is over: from the
 * reading's own time, which is when it was sent, to the moment the first commit stood in the Delta
 * log that has it.
 */
public final class TableDelays {
  private static final StructType COMMITS =
      new StructType().add("file", DataTypes.StringType).add("seen", DataTypes.LongType);

  private TableDelays() {}

  /** Of readings sent since then, in milliseconds since 1970. */
  public static Delays read(SparkSession session, Path table, long sinceMillis) throws IOException {
    Map<String, Long> commits = commits(table.resolve("_delta_log"));
    List<Row> rows = new ArrayList<>();
    commits.forEach((file, seen) -> rows.add(RowFactory.create(file, seen)));
    String[] files = commits.keySet().stream().map(f -> table + "/" + f).toArray(String[]::new);
    Dataset<Row> delays =
        session
            .read()
            .parquet(files)
            .select("device_id", "event_time", "sequence", "_metadata.file_name")
            .withColumnRenamed("file_name", "file")
            .join(session.createDataFrame(rows, COMMITS), "file")
            .groupBy("device_id", "event_time", "sequence")
            .agg(min("seen").as("seen"))
            .where(col("event_time").$greater$eq(new java.sql.Timestamp(sinceMillis)))
            .selectExpr("seen - unix_millis(event_time) as delay");
    Delays all = new Delays();
    delays.collectAsList().forEach(row -> all.add(row.getLong(0)));
    return all;
  }

  /** When each file was committed first, in milliseconds since 1970. */
  private static Map<String, Long> commits(Path log) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, Long> first = new HashMap<>();
    try (Stream<Path> entries = Files.list(log)) {
      for (Path commit : entries.filter(file -> file.toString().endsWith(".json")).toList()) {
        long seen = Files.getLastModifiedTime(commit).toMillis();
        for (String line : Files.readAllLines(commit)) {
          JsonNode path = json.readTree(line).path("add").path("path");
          if (path.isTextual()) {
            first.merge(path.asText(), seen, Math::min);
          }
        }
      }
    }
    return first;
  }
}
