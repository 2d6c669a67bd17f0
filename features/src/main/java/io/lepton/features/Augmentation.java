package io.lepton.features;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * How windows of rare classes are multiplied. Only the training part has copies; each is drawn from
 * the seed, its device, its time and its number, so that it is the same in every epoch and run.
 *
 * @param balance share of the most frequent class's windows that each other class reaches by
 *     copying, in [0, 1]; 0 for no copies
 * @param jitter standard deviation of noise added to each number, in scaled units
 * @param scaling standard deviation of the factor about 1 that a copy is multiplied with
 * @param shift readings by which a copy may end earlier
 * @param seed draws other copies
 */
public record Augmentation(double balance, double jitter, double scaling, int shift, long seed)
    implements Serializable {
  /** No copies. */
  public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0);

  /** Checks the ranges. */
  public Augmentation {
    if (!(balance >= 0 && balance <= 1)) {
      throw new IllegalArgumentException(
          "balance: %s (expected: 0 <= share <= 1)".formatted(balance));
    }
    if (!(jitter >= 0) || Double.isInfinite(jitter)) {
      throw new IllegalArgumentException("jitter: %s (expected: >= 0)".formatted(jitter));
    }
    if (!(scaling >= 0 && scaling < 1)) {
      throw new IllegalArgumentException("scaling: %s (expected: 0 <= x < 1)".formatted(scaling));
    }
    if (shift < 0) {
      throw new IllegalArgumentException("shift: %d (expected: >= 0)".formatted(shift));
    }
  }

  static Augmentation read(ConfigReader in) {
    return new Augmentation(
        in.number("balance"),
        in.number("jitter"),
        in.number("scaling"),
        in.integer("shift"),
        in.longNumber("seed"));
  }

  /** Writes a copy of a window. */
  void cut(Windows windows, Segment segment, int window, float[] target, int offset) {
    SplittableRandom random = new SplittableRandom(seed(segment, window));
    int end = segment.ends()[window];
    int earlier = random.nextInt(Math.min(shift, end) + 1);
    windows.cut(segment.rows(), 0, end - earlier, target, offset);
    double factor = 1 + scaling * random.nextGaussian();
    for (int i = 0; i < windows.size(); i++) {
      target[offset + i] =
          (float) (target[offset + i] * factor + (jitter > 0 ? jitter * random.nextGaussian() : 0));
    }
  }

  private long seed(Segment segment, int window) {
    long mixed = seed * 0x9E3779B97F4A7C15L + segment.deviceId().hashCode();
    mixed = mixed * 0x9E3779B97F4A7C15L + segment.endTimes()[window];
    return mixed * 0x9E3779B97F4A7C15L + segment.copies()[window];
  }
}
