package io.lepton.ingest.simulate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Gaussian measurement noise, proportional to the reading.
 *
 * <p>The deviation is about a tenth of what full wear changes, so that wear shows in a trend and
 * not in one reading. A sensor that wear does not move keeps a deviation of 0.05 %.
 */
final class SensorNoise {
  private static final double SHARE_OF_RESPONSE = 0.6 / 6;
  private static final double FLOOR = 5e-4;
  private static final double MOST = 3.5; // deviations; a wild reading is a fault, not noise

  private final double[] deviations; // relative, by channel; 0 for settings

  SensorNoise(TurbofanModel model) {
    FaultMode[] modes = FaultMode.values();
    double[] fresh = model.channels(OperatingPoint.TAKE_OFF, EngineHealth.NEW);
    double[] response = new double[fresh.length];
    for (FaultMode mode : modes) {
      double loss = ExhaustMargin.loss(model, EngineHealth.NEW, mode);
      EngineHealth worn = mode.wear(EngineHealth.NEW, loss);
      double[] failed = model.channels(OperatingPoint.TAKE_OFF, worn);
      Arrays.setAll(response, i -> response[i] + Math.abs(failed[i] / fresh[i] - 1) / modes.length);
    }
    deviations = new double[fresh.length];
    for (Channel sensor : Channel.sensors()) {
      int i = sensor.index();
      deviations[i] = Math.max(FLOOR, SHARE_OF_RESPONSE * response[i]);
    }
  }

  /** Adds noise in place; leaves the settings alone. */
  void add(double[] values, RandomGenerator random) {
    for (Channel sensor : Channel.sensors()) {
      double draw = Math.max(-MOST, Math.min(MOST, random.nextGaussian()));
      values[sensor.index()] *= 1 + deviations[sensor.index()] * draw;
    }
  }
}
