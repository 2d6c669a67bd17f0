package io.lepton.lake.table;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The contract of a table.
 *
 * @param id its name
 * @param columns its columns in order
 * @param partitionColumns columns its folders are split by; most tables have none
 * @param clusterColumns columns whose neighbours upkeep puts into the same files; not together with
 *     partition columns
 * @param properties Delta table properties
 */
public record TableSpec(
    TableId id,
    StructType columns,
    List<String> partitionColumns,
    List<String> clusterColumns,
    Map<String, String> properties) {

  /** Checks that names are there once and partition columns exist. */
  public TableSpec {
    requireNonNull(id, "id");
    partitionColumns = List.copyOf(partitionColumns);
    clusterColumns = List.copyOf(clusterColumns);
    properties = Map.copyOf(properties);
    Set<String> seen = new HashSet<>();
    for (StructField column : columns.fields()) {
      if (!seen.add(column.name())) {
        throw new IllegalArgumentException(
            "columns: '%s' is there twice in %s (expected: once)".formatted(column.name(), id));
      }
    }
    if (!seen.containsAll(partitionColumns)) {
      throw new IllegalArgumentException(
          "partition-columns: %s (expected: columns of %s)".formatted(partitionColumns, id));
    }
    if (!seen.containsAll(clusterColumns)
        || !(clusterColumns.isEmpty() || partitionColumns.isEmpty())) {
      throw new IllegalArgumentException(
          "cluster-columns: %s (expected: columns of %s, without partition columns)"
              .formatted(clusterColumns, id));
    }
  }

  /** A table that is not partitioned. */
  public static TableSpec of(TableId id, StructField... columns) {
    return new TableSpec(id, new StructType(columns), List.of(), List.of(), Map.of());
  }

  /** The same table, with the rows of neighbours in these columns in the same files. */
  public TableSpec clusteredBy(String... clusterColumns) {
    return new TableSpec(id, columns, partitionColumns, List.of(clusterColumns), properties);
  }

  /** The same table with a Delta property. */
  public TableSpec with(String property, String value) {
    Map<String, String> all = new HashMap<>(properties);
    all.put(property, value);
    return new TableSpec(id, columns, partitionColumns, clusterColumns, all);
  }

  /** The names of the columns in order. */
  public List<String> columnNames() {
    return Arrays.asList(columns.fieldNames());
  }
}
