package io.lepton.lake.table;

import java.util.Locale;

/** How refined a table's rows are. */
public enum Layer {
  /** As they came. */
  BRONZE,
  /** Typed, valid, each once. */
  SILVER,
  /** Rejected, with the reason. */
  QUARANTINE,
  /** Made for one use: training sets, predictions, evaluations. */
  GOLD;

  /** The layer's folder and its name in SQL. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
