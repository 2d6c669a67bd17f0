package io.lepton.features.alarm;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lepton.lake.PipelineException;
import java.io.Serializable;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * When scores become an alarm: so many readings in a row above the threshold raise it; it is over
 * when none was above for the quiet time. Until then nothing raises another one.
 *
 * @param threshold what a score has to be above
 * @param readings in a row that raise an alarm
 * @param quiet how long after the last reading above the threshold an alarm is over
 */
public record AlarmRule(double threshold, int readings, Duration quiet) implements Serializable {
  /** File of a model version that holds the rule. */
  public static final String FILE = "alarm.json";

  /** Nothing is ever unusual: the rule of a model that has none. */
  public static final AlarmRule NONE = new AlarmRule(Double.POSITIVE_INFINITY, 1, Duration.ZERO);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Checks the sizes. */
  public AlarmRule {
    requireNonNull(quiet, "quiet");
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("threshold: NaN (expected: a number)");
    }
    if (readings < 1) {
      throw new IllegalArgumentException("readings: %d (expected: > 0)".formatted(readings));
    }
    if (quiet.isNegative()) {
      throw new IllegalArgumentException("quiet: %s (expected: >= 0)".formatted(quiet));
    }
  }

  /** Whether this is {@link #NONE}. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** Whether a score is unusual; one that is no number is not. */
  public boolean isAbove(double score) {
    return score > threshold;
  }

  /** As people and other programs read it. */
  public String json() {
    try {
      return JSON.writeValueAsString(
          JSON.createObjectNode()
              .put("threshold", threshold)
              .put("readings", readings)
              .put("quiet", quiet.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a rule is plain data", e);
    }
  }

  /**
   * Reads what {@link #json()} wrote.
   *
   * @throws PipelineException if it is something else
   */
  public static AlarmRule parse(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return new AlarmRule(
          node.required("threshold").doubleValue(),
          node.required("readings").intValue(),
          Duration.parse(node.required("quiet").asText()));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException e) {
      throw new PipelineException(
          PipelineException.Kind.DATA,
          "Cannot read an alarm rule: %s (expected: one written by 'lepton train'). Train again."
              .formatted(e.getMessage()),
          e);
    }
  }
}
