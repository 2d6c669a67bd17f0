package io.lepton.notebooks.explore;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TableId;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables of a lake. */
public final class Tables {
  private final Lake lake;

  Tables(Lake lake) {
    this.lake = lake;
  }

  /** Where the lake is. */
  public String root() {
    return lake.root().toUri().getPath();
  }

  /** Every table there is, with its newest version and how many rows and columns that has. */
  public Table tables() {
    return Table.of(
        List.of("table", "version", "rows", "columns"),
        lake.tables().stream()
            .map(this::opened)
            .map(
                table -> {
                  Dataset<Row> rows = table.read();
                  return List.<Object>of(
                      table.id(), table.version(), rows.count(), rows.columns().length);
                })
            .toList());
  }

  /**
   * The newest rows of a table.
   *
   * @param name such as {@code silver.telemetry}
   * @throws PipelineException if there is no such table
   */
  public Dataset<Row> table(String name) {
    return opened(id(name)).read();
  }

  /** The rows of a table as they were at a version. */
  public Dataset<Row> table(String name, long version) {
    return opened(id(name)).readAt(version);
  }

  /** What happened to a table, the newest commit first. */
  public Dataset<Row> history(String name) {
    return io.delta.tables.DeltaTable.forPath(lake.session(), opened(id(name)).location())
        .history()
        .select("version", "timestamp", "operation", "operationMetrics");
  }

  private LakeTable opened(TableId id) {
    return lake.existing(id, "lepton");
  }

  private TableId id(String name) {
    List<TableId> all = lake.tables();
    return all.stream()
        .filter(id -> Stream.of(id.toString(), id.path()).anyMatch(name::equals))
        .findFirst()
        .orElseThrow(
            () ->
                PipelineException.data(
                    "Cannot read table '%s': there is none of this name in lake '%s' (expected: one of %s)."
                        .formatted(name, root(), all)));
  }

  @Override
  public String toString() {
    return "lake " + root() + " with " + lake.tables();
  }
}
