package io.lepton.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lepton.features.label.Label;
import io.lepton.lake.PipelineException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How far around a prediction the truth may lie: a half width for each range of predictions, in the
 * label's unit, as {@link IntervalCalibration} has found it.
 *
 * @param format revision of the file
 * @param coverage how often an interval shall hold the truth; 0 if there are no intervals
 * @param bins the ranges, ascending; none if there are no intervals
 */
public record PredictionIntervals(
    @JsonProperty(required = true) int format,
    @JsonProperty(required = true) double coverage,
    @JsonProperty(required = true) List<Bin> bins)
    implements Serializable {
  /** File of a model version that holds them; a version without it has none. */
  public static final String FILE = "intervals.json";

  /** What a model has that was not calibrated. */
  public static final PredictionIntervals NONE = new PredictionIntervals(1, 0, List.of());

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * A range of predictions.
   *
   * @param from where it begins; the first also holds what is below
   * @param halfWidth how far the truth may be away, in the label's unit
   * @param devices validation devices it was found from
   * @param windows validation windows it was found from
   */
  public record Bin(double from, double halfWidth, int devices, long windows)
      implements Serializable {
    /** Checks the width. */
    public Bin {
      if (!(halfWidth >= 0) || Double.isInfinite(halfWidth)) {
        throw new IllegalArgumentException("halfWidth: %s (expected: >= 0)".formatted(halfWidth));
      }
    }
  }

  /**
   * Where the truth should be.
   *
   * @param lower no higher than the prediction
   * @param upper no lower than the prediction; where labels are capped, the cap means this or more
   */
  public record Interval(double lower, double upper) {}

  /** Copies the list and checks the format and the order. */
  public PredictionIntervals {
    bins = List.copyOf(bins);
    if (format != FORMAT) {
      throw new IllegalArgumentException("format: %d (expected: %d)".formatted(format, FORMAT));
    }
    for (int i = 1; i < bins.size(); i++) {
      if (!(bins.get(i).from() > bins.get(i - 1).from())) {
        throw new IllegalArgumentException("bins: %s (expected: ascending)".formatted(bins));
      }
    }
  }

  /** The interval around a prediction, within what a truth can be. */
  public Optional<Interval> around(double prediction, Label label) {
    requireNonNull(label, "label");
    if (bins.isEmpty() || Double.isNaN(prediction)) {
      return Optional.empty();
    }
    int place = bins.size() - 1;
    while (place > 0 && prediction < bins.get(place).from()) {
      place--;
    }
    double halfWidth = bins.get(place).halfWidth();
    // a network may say a little more than the largest truth
    return Optional.of(
        new Interval(
            Math.min(prediction, label.meaning(prediction - halfWidth)),
            Math.max(prediction, Math.min(label.largest(), prediction + halfWidth))));
  }

  /** As people and other programs read it. */
  public byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("intervals are plain data", e);
    }
  }

  /**
   * Reads what {@link #json()} wrote.
   *
   * @throws PipelineException if it is something else
   */
  public static PredictionIntervals parse(byte[] json) {
    try {
      return JSON.readValue(new String(json, StandardCharsets.UTF_8), PredictionIntervals.class);
    } catch (JsonProcessingException e) {
      throw new PipelineException(
          PipelineException.Kind.DATA,
          "Cannot read '%s': %s (expected: one written by 'lepton train', format %d). Train again."
              .formatted(FILE, e.getOriginalMessage(), FORMAT),
          e);
    }
  }
}
