package io.lepton.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.lake.PipelineException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * What stands in for the features of a sensor that is hidden from a network: the mean of the
 * windows it was trained on, number by number.
 *
 * @param format revision of the file
 * @param numbers as a window has them, not copied; none if nobody kept them
 */
public record UsualWindow(
    @JsonProperty(required = true) int format, @JsonProperty(required = true) float[] numbers)
    implements Serializable {
  /** File of a model version that holds it. */
  public static final String FILE = "usual-window.json";

  /** What a model has that was trained before models kept it. */
  public static final UsualWindow NONE = UsualWindow.of(new float[0]);

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Checks the format. */
  public UsualWindow {
    requireNonNull(numbers, "numbers");
    if (format != FORMAT) {
      throw new IllegalArgumentException("format: %d (expected: %d)".formatted(format, FORMAT));
    }
  }

  /** These numbers, as {@link io.lepton.features.MeanWindow} has them. */
  public static UsualWindow of(float[] numbers) {
    return new UsualWindow(FORMAT, numbers);
  }

  /** Whether nobody kept it. */
  @JsonIgnore
  public boolean isNone() {
    return numbers.length == 0;
  }

  /** As other programs read it. */
  public byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a window is plain data", e);
    }
  }

  /**
   * Reads what {@link #json()} wrote.
   *
   * @throws PipelineException if it is something else
   */
  public static UsualWindow parse(byte[] json) {
    try {
      return JSON.readValue(new String(json, StandardCharsets.UTF_8), UsualWindow.class);
    } catch (JsonProcessingException e) {
      throw new PipelineException(
          PipelineException.Kind.DATA,
          "Cannot read '%s': %s (expected: one written by 'lepton train', format %d). Train again."
              .formatted(FILE, e.getOriginalMessage(), FORMAT),
          e);
    }
  }
}
