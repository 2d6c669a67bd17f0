package io.lepton.jobs.config;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;

/**
 * How a model is measured.
 *
 * @param windows which windows of a device count
 * @param table name of the evaluations table in the gold layer
 * @param performanceTable name of the table of what was measured in operation
 */
public record EvaluationConfig(Which windows, String table, String performanceTable) {
  /** Which windows of a device count. */
  public enum Which {
    /** Every window. */
    ALL,
    /** The last one of each device. */
    LAST
  }

  /** Checks the tables' names. */
  public EvaluationConfig {
    new TableId(Layer.GOLD, table);
    new TableId(Layer.GOLD, performanceTable);
  }

  static EvaluationConfig read(ConfigReader in) {
    return new EvaluationConfig(
        in.oneOf("windows", Which.class), in.string("table"), in.string("performance-table"));
  }

  /** The performance table's name. */
  public TableId performance() {
    return new TableId(Layer.GOLD, performanceTable);
  }

  /** The evaluations table's name. */
  public TableId tableId() {
    return new TableId(Layer.GOLD, table);
  }
}
