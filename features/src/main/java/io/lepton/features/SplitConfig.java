package io.lepton.features;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which devices are trained on. A device's place depends on its name and the seed alone: a device
 * once held out stays held out as the fleet grows.
 *
 * @param seed chooses another division
 * @param validation share of the devices that choose between models, in [0, 1)
 * @param test share of the devices that only measure, in [0, 1)
 * @param testDevices patterns of names of devices that only measure, before any share is taken
 */
public record SplitConfig(long seed, double validation, double test, List<String> testDevices)
    implements Serializable {
  /** Checks the shares and the pattern. */
  public SplitConfig {
    testDevices = List.copyOf(testDevices);
    if (!(validation >= 0 && validation < 1)) {
      throw new IllegalArgumentException(
          "validation: %s (expected: 0 <= share < 1)".formatted(validation));
    }
    if (!(test >= 0 && test + validation < 1)) {
      throw new IllegalArgumentException(
          "test: %s (expected: 0 <= share < 1 - validation)".formatted(test));
    }
    testDevices.forEach(SplitConfig::compiled);
  }

  static SplitConfig read(ConfigReader in) {
    return new SplitConfig(
        in.longNumber("seed"),
        in.number("validation"),
        in.number("test"),
        in.strings("test-devices"));
  }

  /** The part a device belongs to. */
  public Split of(String deviceId) {
    if (testDevices.stream().anyMatch(pattern -> compiled(pattern).matcher(deviceId).matches())) {
      return Split.TEST;
    }
    double place = place(deviceId);
    if (place < validation) {
      return Split.VALIDATION;
    }
    return place < validation + test ? Split.TEST : Split.TRAIN;
  }

  /** A number in [0, 1) that names spread over evenly. */
  private double place(String deviceId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((seed + ":" + deviceId).getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Pattern compiled(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "test-devices: '%s' (expected: a regular expression)".formatted(pattern), e);
    }
  }
}
