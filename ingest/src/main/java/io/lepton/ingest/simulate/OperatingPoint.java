package io.lepton.ingest.simulate;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where an engine flies and how hard it is driven.
 *
 * @param altitude kilofeet
 * @param mach flight Mach number
 * @param throttle degrees of throttle resolver angle; 100 is full thrust
 */
public record OperatingPoint(double altitude, double mach, double throttle) {
  /** Full thrust at rest at sea level, where the exhaust-gas margin is measured. */
  public static final OperatingPoint TAKE_OFF = new OperatingPoint(0, 0, 100);

  /**
   * The six regimes of the C-MAPSS data sets FD002 and FD004 (Saxena and Goebel, NASA Ames
   * Prognostics Data Repository, 2008).
   */
  public static final List<OperatingPoint> REGIMES =
      List.of(
          TAKE_OFF,
          new OperatingPoint(35, 0.84, 100),
          new OperatingPoint(25, 0.62, 60),
          new OperatingPoint(42, 0.84, 100),
          new OperatingPoint(20, 0.70, 100),
          new OperatingPoint(10, 0.25, 100));

  /** A point close to this one: no two flights are the same. */
  OperatingPoint near(RandomGenerator random) {
    return new OperatingPoint(
        altitude + 0.01 * (random.nextDouble() - 0.5),
        mach + 0.002 * random.nextDouble(),
        throttle - 0.1 * random.nextDouble());
  }
}
