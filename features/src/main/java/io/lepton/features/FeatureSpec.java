package io.lepton.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lepton.features.label.Label;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelSignature;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/**
 * Features as they were fitted on the training readings: all it takes to turn silver rows into the
 * numbers a model sees. It travels with the training set and inside the model.
 *
 * @param format which revision of this form it is
 * @param channels inputs that are features themselves, in order
 * @param inputs columns of silver: the channels, and what else features are derived from
 * @param settings columns that tell the regime
 * @param regimes the regimes, with the scale of each input
 * @param derived features made of inputs, scaled, and of events
 * @param allowedLateness seconds; readings that came later than this after a later one are not
 *     used, neither live nor in a training set
 * @param resampling the grid readings are brought to
 * @param gaps what stands in for missing values
 * @param window sizes of windows
 * @param augmentation how windows of rare classes were multiplied
 * @param label what a model is asked for
 */
public record FeatureSpec(
    int format,
    List<String> channels,
    List<Input> inputs,
    Settings settings,
    List<Regime> regimes,
    List<DerivedFeature> derived,
    double allowedLateness,
    Resampling resampling,
    Gaps gaps,
    WindowConfig window,
    Augmentation augmentation,
    Label label)
    implements Serializable {
  /** The revision that this code writes and reads. */
  public static final int FORMAT = 2;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies what it is given. */
  public FeatureSpec {
    channels = List.copyOf(channels);
    inputs = List.copyOf(inputs);
    regimes = List.copyOf(regimes);
    derived = List.copyOf(derived);
    if (format != FORMAT) {
      throw new IllegalArgumentException("format: %d (expected: %d)".formatted(format, FORMAT));
    }
  }

  /** The names of the features, in order. */
  public List<String> features() {
    return places().stream().map(Place::name).toList();
  }

  /** For each feature the channel it says something of, or the kind of event it counts from. */
  public List<String> sensors() {
    return places().stream().map(Place::sensor).toList();
  }

  /** A feature's name and what it says something of. */
  private record Place(String name, String sensor) {}

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    List<Place> marks = new ArrayList<>();
    for (String channel : channels) {
      Input input = inputs.get(place(channel));
      if (input.isText()) {
        input
            .categories()
            .forEach(category -> places.add(new Place(channel + "=" + category, channel)));
      } else {
        places.add(new Place(channel, channel));
        marks.add(new Place(channel + "_missing", channel));
      }
    }
    for (DerivedFeature feature : derived) {
      Optional<String> sensor = feature.from().channel().or(feature.from()::event);
      places.add(new Place(feature.name(), sensor.orElse(feature.name())));
    }
    if (gaps.mark()) {
      places.addAll(marks);
    }
    return places;
  }

  /** The columns of silver it reads, inputs before settings. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    inputs.forEach(input -> columns.add(input.column()));
    columns.addAll(settings.columns());
    return columns;
  }

  /**
   * In words, what a table lacks to be read as the training readings were: columns that are
   * missing, and those that hold a text for a number or a number for a text.
   */
  public List<String> misfits(StructType table) {
    List<String> there = List.of(table.fieldNames());
    // a setting may be a text of numbers, a label either
    Stream<String> others =
        Stream.concat(settings.columns().stream(), label.column().stream())
            .filter(column -> !there.contains(column))
            .filter(column -> inputs.stream().noneMatch(input -> input.column().equals(column)))
            .map("'%s' is missing"::formatted);
    return Stream.concat(inputs.stream().flatMap(input -> input.misfit(table).stream()), others)
        .distinct()
        .toList();
  }

  /** Kinds of events that features count from, sorted. */
  public List<String> events() {
    return derived.stream().flatMap(d -> d.from().event().stream()).distinct().sorted().toList();
  }

  /** Windows of this specification. */
  public Windows windows() {
    return new Windows(window.form(), window.length(), features().size());
  }

  /** Examples of this specification. */
  public Examples examples() {
    return new Examples(windows(), Targets.of(label, windows(), features()), augmentation);
  }

  /** What a network of this specification takes and gives. */
  public ModelSignature signature() {
    return Signature.of(this);
  }

  /**
   * A scaled number in the unit of its column; as it is where there are several regimes, or the
   * feature is no column that holds numbers.
   */
  public double unscaled(String feature, double value) {
    if (regimes.size() > 1 || !channels.contains(feature)) {
      return value;
    }
    int input = place(feature);
    Regime regime = regimes.get(0);
    return value * regime.unit().get(input) + regime.offset().get(input);
  }

  /** What {@link #unscaled} made of a number. */
  public double scaled(String feature, double value) {
    double offset = unscaled(feature, 0);
    double unit = unscaled(feature, 1) - offset;
    return unit == 0 ? 0 : (value - offset) / unit; // one that does not move
  }

  int place(String input) {
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).column().equals(input)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "input: '%s' (expected: one of %s)".formatted(input, inputs));
  }

  FeatureSpec derivedAs(List<DerivedFeature> fitted) {
    return new FeatureSpec(
        format,
        channels,
        inputs,
        settings,
        regimes,
        fitted,
        allowedLateness,
        resampling,
        gaps,
        window,
        augmentation,
        label);
  }

  /** As people and other programs read it. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a specification is plain data", e);
    }
  }

  /**
   * Reads what {@link #json()} wrote.
   *
   * @throws PipelineException if it is something else
   */
  public static FeatureSpec parse(String json) {
    try {
      return JSON.readValue(json, FeatureSpec.class);
    } catch (JsonProcessingException e) {
      throw new PipelineException(
          PipelineException.Kind.DATA,
          "Cannot read a feature specification: %s (expected: one written by 'lepton features', format %d). Build the training set and train again."
              .formatted(e.getOriginalMessage(), FORMAT),
          e);
    }
  }

  /** Twelve hexadecimal digits that change when any number in the specification does. */
  public String hash() {
    return ShortHash.of(json());
  }
}
