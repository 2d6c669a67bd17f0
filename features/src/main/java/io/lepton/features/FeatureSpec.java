package io.lepton.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lepton.lake.PipelineException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * Features as they were fitted on the training devices: all it takes to turn silver rows into the
 * numbers a network sees. It travels with the training set and inside the model.
 *
 * @param channels columns of silver, in the network's order
 * @param settings columns of silver that tell the regime
 * @param settingMean mean of each setting, to standardise it
 * @param settingDeviation standard deviation of each setting; 1 for one that does not move
 * @param regimes the regimes with their statistics
 * @param window sizes of windows
 * @param label what the network's output means
 */
public record FeatureSpec(
    List<String> channels,
    List<String> settings,
    List<Double> settingMean,
    List<Double> settingDeviation,
    List<Regime> regimes,
    WindowConfig window,
    LabelSpec label)
    implements Serializable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * The label as it is written down.
   *
   * @param event kind of the event that ends a life
   * @param cap largest label, in units
   * @param unit how long a unit is, ISO-8601
   * @param unitName the unit in the plural
   */
  public record LabelSpec(String event, double cap, String unit, String unitName)
      implements Serializable {
    /** A label written down. */
    public static LabelSpec of(LabelConfig config) {
      return new LabelSpec(
          config.event(), config.cap(), config.unit().toString(), config.unitName());
    }

    /** The label it describes. */
    public LabelConfig config() {
      return new LabelConfig(event, cap, Duration.parse(unit), unitName);
    }
  }

  /** Copies what it is given. */
  public FeatureSpec {
    channels = List.copyOf(channels);
    settings = List.copyOf(settings);
    settingMean = List.copyOf(settingMean);
    settingDeviation = List.copyOf(settingDeviation);
    regimes = List.copyOf(regimes);
  }

  /** Windows of this specification. */
  public Windows windows() {
    return new Windows(window.length(), channels.size());
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
          "Cannot read a feature specification: %s (expected: one written by 'lepton features')."
              .formatted(e.getOriginalMessage()),
          e);
    }
  }

  /** Twelve hexadecimal digits that change when any number in the specification does. */
  public String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(json().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
