package io.lepton.lake.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.TreeMap;

/**
 * One entry of a model's {@link PromotionLog}: which version was made champion, and why.
 *
 * @param number of the entry, from 1
 * @param kind a step forward or back
 * @param version the champion from here on
 * @param previous the champion before, 0 for none
 * @param at when, ISO-8601 UTC
 * @param why in words
 * @param figures what it was decided by, name to figure
 */
public record Promotion(
    int number,
    Kind kind,
    int version,
    int previous,
    String at,
    String why,
    Map<String, Double> figures) {
  /** Which way. */
  public enum Kind {
    /** A version took the place of the champion. */
    @JsonProperty("promotion")
    PROMOTION,
    /** The champion before took its place back. */
    @JsonProperty("rollback")
    ROLLBACK
  }

  /** Checks the numbers and copies the figures. */
  public Promotion {
    requireNonNull(kind, "kind");
    requireNonNull(at, "at");
    requireNonNull(why, "why");
    figures = new TreeMap<>(figures);
    if (number < 1 || version < 1) {
      throw new IllegalArgumentException(
          "number %d, version %d (expected: both > 0)".formatted(number, version));
    }
  }
}
