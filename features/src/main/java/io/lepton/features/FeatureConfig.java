package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.features.derive.Derivation;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.TableId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a training set is built.
 *
 * @param table name of the training set in the gold layer
 * @param channels columns of silver that are features
 * @param derived features made of columns' pasts and of events
 * @param settings columns of silver that tell how the device is operated
 * @param regimes operating regimes to find in the settings; 1 for none, 0 to choose their number
 * @param scaling how numbers are scaled
 * @param allowedLateness how far out of order a reading may come and still be used
 * @param resampling the grid that readings are brought to
 * @param gaps what stands in for missing values
 * @param window readings in a window
 * @param augmentation how windows of rare classes are multiplied
 * @param label what is to be predicted
 * @param split what is trained on
 */
public record FeatureConfig(
    String table,
    List<String> channels,
    List<Derived> derived,
    List<String> settings,
    int regimes,
    Scaling scaling,
    Duration allowedLateness,
    Resampling resampling,
    Gaps gaps,
    WindowConfig window,
    Augmentation augmentation,
    Label label,
    SplitConfig split) {
  private static final int MOST_REGIMES = 50;

  /**
   * A derived feature.
   *
   * @param name its name
   * @param from what it is made of
   */
  public record Derived(String name, Derivation from) {
    static Derived read(ConfigReader in) {
      return new Derived(in.string("name"), Derivation.read(in));
    }
  }

  /** Checks what depends on more than one key. */
  public FeatureConfig {
    channels = List.copyOf(channels);
    derived = List.copyOf(derived);
    settings = List.copyOf(settings);
    TrainingSetTable.id(table);
    requireNonNull(scaling, "scaling");
    requireNonNull(label, "label");
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("channels: [] (expected: at least one column of silver)");
    }
    if (regimes < 0 || regimes > MOST_REGIMES) {
      throw new IllegalArgumentException(
          "regimes: %d (expected: 1 to %d, or auto)".formatted(regimes, MOST_REGIMES));
    }
    if (regimes != 1 && settings.isEmpty()) {
      throw new IllegalArgumentException(
          "settings: [] (expected: at least one column, because regimes = %s)"
              .formatted(regimes == FindRegimes.AUTO ? "auto" : regimes));
    }
    if (gaps.policy() == Gaps.Policy.INTERPOLATE && resampling.isNone()) {
      throw new IllegalArgumentException(
          "gaps.policy: interpolate (expected: forward or mean, because there is no resample.step:"
              + " what comes next is not known yet)");
    }
    if (augmentation.balance() > 0 && label.classes().isEmpty()) {
      throw new IllegalArgumentException(
          "augment.balance: %s (expected: 0, because label.kind = %s has no classes)"
              .formatted(augmentation.balance(), label.kind()));
    }
    if (label instanceof Forecast foreseen
        && foreseen.relative()
        && window.form() != Windows.Form.SEQUENCE) {
      throw new IllegalArgumentException(
          "label.relative: true (expected: false, because window.form = aggregate)");
    }
    requireDifferentNames(channels, derived);
    Optional<String> truth = label.column();
    if (truth.isPresent() && columns(channels, derived, settings).contains(truth.get())) {
      throw new IllegalArgumentException(
          "label.column: '%s' (expected: a column that is neither in channels nor in derived or settings, or the model is told the truth)"
              .formatted(truth.get()));
    }
  }

  private static void requireDifferentNames(List<String> channels, List<Derived> derived) {
    Set<String> names = new HashSet<>();
    List<String> all = new ArrayList<>(channels);
    derived.forEach(d -> all.add(d.name()));
    for (String name : all) {
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            "channels, derived: '%s' (expected: each name once)".formatted(name));
      }
    }
  }

  /** Reads the section {@code features}. */
  public static FeatureConfig read(ConfigReader in) {
    return new FeatureConfig(
        in.string("table"),
        in.strings("channels"),
        in.has("derived") ? in.sections("derived", Derived::read) : List.of(),
        in.strings("settings"),
        regimes(in),
        in.section("scaling", Scaling::read),
        in.duration("allowed-lateness"),
        in.optionalSection("resample", Resampling::read).orElse(Resampling.NONE),
        in.section("gaps", Gaps::read),
        in.section("window", WindowConfig::read),
        in.section("augment", Augmentation::read),
        in.section("label", Label::read),
        in.section("split", SplitConfig::read));
  }

  private static int regimes(ConfigReader in) {
    Integer regimes = in.parsed("regimes", FeatureConfig::regimes);
    return regimes == null ? 1 : regimes; // the reader has noted the mistake
  }

  private static Integer regimes(String text) {
    if (text.equals("auto")) {
      return FindRegimes.AUTO;
    }
    int number = text.matches("[1-9][0-9]?") ? Integer.parseInt(text) : -1;
    if (number < 1) {
      throw new IllegalArgumentException(
          "'%s' (expected: a number from 1 to %d, or auto)".formatted(text, MOST_REGIMES));
    }
    return number;
  }

  /** The training set's name. */
  public TableId tableId() {
    return TrainingSetTable.id(table);
  }

  /** Twelve hexadecimal digits that change when anything in it does. */
  public String hash() {
    return ShortHash.of(toString());
  }

  /** Columns of silver that it names. */
  List<String> columns() {
    List<String> columns = new ArrayList<>(columns(channels, derived, settings));
    label.column().ifPresent(columns::add);
    return columns;
  }

  private static List<String> columns(
      List<String> channels, List<Derived> derived, List<String> settings) {
    List<String> columns = new ArrayList<>(inputs(channels, derived));
    columns.addAll(settings);
    return columns;
  }

  /** Columns of silver that features are made of. */
  List<String> inputs() {
    return inputs(channels, derived);
  }

  private static List<String> inputs(List<String> channels, List<Derived> derived) {
    List<String> inputs = new ArrayList<>(channels);
    derived.stream()
        .flatMap(d -> d.from().channel().stream())
        .distinct()
        .filter(channel -> !channels.contains(channel))
        .forEach(inputs::add);
    return inputs;
  }
}
