package io.lepton.features;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What is trained on: some devices, some time, or both. A device's place depends on its name and
 * the seed alone: a device once held out stays held out as the fleet grows.
 *
 * <p>With times, training comes first, then validation, then test; a window belongs to the part
 * that its last reading and its label lie in, and belongs to none if they lie in two. If devices
 * are divided, too, it has to be in the same part by both.
 *
 * @param seed chooses another division
 * @param validation share of the devices that choose between models, in [0, 1)
 * @param test share of the devices that only measure, in [0, 1)
 * @param testDevices patterns of names of devices that only measure, before any share is taken
 * @param times where time is divided
 */
public record SplitConfig(
    long seed, double validation, double test, List<String> testDevices, TimeSplit times)
    implements Serializable {
  /** Checks the shares and the patterns. */
  public SplitConfig {
    requireNonNull(times, "times");
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
        in.strings("test-devices"),
        in.optionalSection("time", TimeSplit::read).orElse(TimeSplit.NONE));
  }

  /** Whether devices are divided. */
  public boolean dividesDevices() {
    return validation > 0 || test > 0 || !testDevices.isEmpty();
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
    return (ByteBuffer.wrap(DigestUtils.sha256(seed + ":" + deviceId)).getLong() >>> 11)
        * 0x1.0p-53;
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
