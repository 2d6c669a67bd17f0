package io.lepton.jobs.config;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;

/**
 * How a model is measured.
 *
 * @param windows which windows of a device count
 * @param table name of the evaluations table in the gold layer
 */
public record EvaluationConfig(Which windows, String table) {
  /** Which windows of a device count. */
  public enum Which {
    /** Every window. */
    ALL,
    /** The last one of each device. */
    LAST
  }

  /** Checks the table's name. */
  public EvaluationConfig {
    new TableId(Layer.GOLD, table);
  }

  static EvaluationConfig read(ConfigReader in) {
    return new EvaluationConfig(in.oneOf("windows", Which.class), in.string("table"));
  }

  /** The evaluations table's name. */
  public TableId tableId() {
    return new TableId(Layer.GOLD, table);
  }
}
