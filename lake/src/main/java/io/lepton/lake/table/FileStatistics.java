package io.lepton.lake.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a commit says of a file, so that readers can pass over it: Delta's protocol, "Per-file
 * Statistics". Parquet has counted it already; the footer is all that is read.
 */
final class FileStatistics {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Delta's own writers cut text here; a longer maximum is left out rather than rounded up. */
  private static final int TEXT = 32;

  private FileStatistics() {}

  static String of(ParquetMetadata footer, StructType columns) {
    Map<String, Statistics<?>> merged = new HashMap<>();
    long rows = 0;
    for (BlockMetaData block : footer.getBlocks()) {
      rows += block.getRowCount();
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        merged.merge(chunk.getPath().toDotString(), chunk.getStatistics(), FileStatistics::both);
      }
    }
    ObjectNode json = JSON.createObjectNode().put("numRecords", rows);
    ObjectNode min = json.putObject("minValues");
    ObjectNode max = json.putObject("maxValues");
    ObjectNode nulls = json.putObject("nullCount");
    for (StructField column : columns.fields()) {
      Statistics<?> statistics = merged.get(column.name());
      if (statistics == null || !statistics.isNumNullsSet()) {
        continue;
      }
      nulls.put(column.name(), statistics.getNumNulls());
      if (statistics.hasNonNullValue()) {
        put(min, column, statistics.genericGetMin(), ChronoUnit.FOREVER);
        put(max, column, statistics.genericGetMax(), ChronoUnit.MILLIS);
      }
    }
    return json.toString();
  }

  /** The latest time of a column; empty if the statistics do not say. */
  static Optional<Instant> latest(String statistics, String column) {
    if (statistics == null) {
      return Optional.empty();
    }
    try {
      String time = JSON.readTree(statistics).path("maxValues").path(column).asText();
      return time.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(time).toInstant());
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The times of a column, widened to whole milliseconds; all times if they do not say. */
  static TimeRange times(String statistics, String column) {
    try {
      JsonNode all = JSON.readTree(statistics == null ? "" : statistics);
      return new TimeRange(
          column,
          micros(all.path("minValues").path(column)),
          micros(all.path("maxValues").path(column)) + 999);
    } catch (JsonProcessingException | DateTimeException e) {
      return new TimeRange(column, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  private static long micros(JsonNode time) {
    return Micros.of(OffsetDateTime.parse(time.asText()).toInstant());
  }

  private static Statistics<?> both(Statistics<?> first, Statistics<?> second) {
    Statistics<?> both = first.copy();
    both.mergeStatistics(second);
    return both;
  }

  /** Times are written in milliseconds; a maximum is rounded up so that it stays one. */
  private static void put(ObjectNode into, StructField column, Object value, ChronoUnit up) {
    DataType type = column.dataType();
    if (type.equals(DataTypes.DoubleType)) {
      into.put(column.name(), (Double) value);
    } else if (type.equals(DataTypes.LongType)) {
      into.put(column.name(), (Long) value);
    } else if (type.equals(DataTypes.IntegerType)) {
      into.put(column.name(), (Integer) value);
    } else if (type.equals(DataTypes.TimestampType)) {
      long micros = (Long) value + (up == ChronoUnit.MILLIS ? 999 : 0);
      into.put(column.name(), Instant.ofEpochMilli(Math.floorDiv(micros, 1000L)).toString());
    } else if (type.equals(DataTypes.StringType)) {
      String text = ((org.apache.parquet.io.api.Binary) value).toStringUsingUTF8();
      if (text.length() <= TEXT) {
        into.put(column.name(), text);
      }
    }
  }
}
