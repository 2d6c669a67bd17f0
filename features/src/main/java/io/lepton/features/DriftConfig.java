package io.lepton.features;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import java.time.Duration;

/**
 * How what devices send now is compared with what a model was trained on: the section {@code
 * drift}.
 *
 * @param table name of the drift table in the gold layer
 * @param recent how far back from the newest reading is now
 * @param falseAlarm how often a fleet that has not drifted is said to have, in any channel at all
 * @param permutations that chance is found from
 * @param seed of these, and of the pieces of training that are taken
 */
public record DriftConfig(
    String table, Duration recent, double falseAlarm, int permutations, long seed) {
  /** Checks that the permutations are enough to see the rate. */
  public DriftConfig {
    new TableId(Layer.GOLD, table);
    if (recent.isNegative() || recent.isZero()) {
      throw new IllegalArgumentException("recent: %s (expected: > 0)".formatted(recent));
    }
    if (!(falseAlarm > 0 && falseAlarm < 1)) {
      throw new IllegalArgumentException(
          "false-alarm: %s (expected: 0 < false-alarm < 1)".formatted(falseAlarm));
    }
    if (permutations * falseAlarm < 4) {
      throw new IllegalArgumentException(
          "permutations: %d (expected: at least %d, four times as many as one false alarm takes)"
              .formatted(permutations, (int) Math.ceil(4 / falseAlarm)));
    }
  }

  /** Reads the section. */
  public static DriftConfig read(ConfigReader in) {
    return new DriftConfig(
        in.string("table"),
        in.duration("recent"),
        in.number("false-alarm"),
        in.integer("permutations"),
        in.longNumber("seed"));
  }

  /** The table's name. */
  public TableId tableId() {
    return new TableId(Layer.GOLD, table);
  }
}
