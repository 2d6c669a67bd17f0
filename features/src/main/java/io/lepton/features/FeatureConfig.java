package io.lepton.features;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.TableId;
import java.util.List;

/**
 * How a training set is built.
 *
 * @param table name of the training set in the gold layer
 * @param channels columns of silver a network sees
 * @param settings columns of silver that tell how the device is operated
 * @param regimes operating regimes to find in the settings; 1 for none
 * @param window readings in a window, windows to skip between two of them, readings to fill
 * @param label what is to be predicted
 * @param split which devices are trained on
 */
public record FeatureConfig(
    String table,
    List<String> channels,
    List<String> settings,
    int regimes,
    WindowConfig window,
    LabelConfig label,
    SplitConfig split) {

  /** Checks what depends on more than one key. */
  public FeatureConfig {
    channels = List.copyOf(channels);
    settings = List.copyOf(settings);
    TrainingSetTable.id(table);
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("channels: [] (expected: at least one column of silver)");
    }
    if (regimes < 1) {
      throw new IllegalArgumentException("regimes: %d (expected: > 0)".formatted(regimes));
    }
    if (regimes > 1 && settings.isEmpty()) {
      throw new IllegalArgumentException(
          "settings: [] (expected: at least one column, because regimes = %d)".formatted(regimes));
    }
  }

  /** Reads the section {@code features}. */
  public static FeatureConfig read(ConfigReader in) {
    return new FeatureConfig(
        in.string("table"),
        in.strings("channels"),
        in.strings("settings"),
        in.integer("regimes"),
        in.section("window", WindowConfig::read),
        in.section("label", LabelConfig::read),
        in.section("split", SplitConfig::read));
  }

  /** The training set's name. */
  public TableId tableId() {
    return TrainingSetTable.id(table);
  }
}
