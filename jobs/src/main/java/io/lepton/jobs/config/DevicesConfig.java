package io.lepton.jobs.config;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import java.time.Duration;

/**
 * When something is wrong with a device, rather than with the machine it is on.
 *
 * @param table name of the table in the gold layer
 * @param lookBack how much of a device's past, up to its newest reading, it is compared with
 * @param silence how many of its own long gaps a device may be silent
 * @param stuck how many times as long as ever before a value may stay the same
 * @param clock by how much a clock may differ from the fleet's
 * @param chance how rarely a value that stays the same so long would do so by chance, for a channel
 */
public record DevicesConfig(
    String table, Duration lookBack, double silence, double stuck, Duration clock, double chance) {
  /** Checks the bounds. */
  public DevicesConfig {
    new TableId(Layer.GOLD, table);
    if (lookBack.isNegative() || lookBack.isZero()) {
      throw new IllegalArgumentException("look-back: %s (expected: > 0)".formatted(lookBack));
    }
    if (!(silence >= 1)) {
      throw new IllegalArgumentException("silence: %s (expected: >= 1)".formatted(silence));
    }
    if (!(stuck >= 1)) {
      throw new IllegalArgumentException("stuck: %s (expected: >= 1)".formatted(stuck));
    }
    if (clock.isNegative() || clock.isZero()) {
      throw new IllegalArgumentException("clock: %s (expected: > 0)".formatted(clock));
    }
    if (!(chance > 0 && chance < 1)) {
      throw new IllegalArgumentException("chance: %s (expected: 0 < chance < 1)".formatted(chance));
    }
  }

  static DevicesConfig read(ConfigReader in) {
    return new DevicesConfig(
        in.string("table"),
        in.duration("look-back"),
        in.number("silence"),
        in.number("stuck"),
        in.duration("clock"),
        in.number("chance"));
  }

  /** The table's name. */
  public TableId tableId() {
    return new TableId(Layer.GOLD, table);
  }
}
