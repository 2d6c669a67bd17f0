package io.lepton.ingest.simulate;

import java.util.random.RandomGenerator;

/**
 * When an engine begins to wear and how fast it then goes.
 *
 * <p>Wear after the onset grows exponentially, as in Saxena et al., Damage Propagation Modeling for
 * Aircraft Engine Run-to-Failure Simulation (PHM 2008).
 *
 * @param onset last cycle without wear
 * @param failure cycle, from 1, at which wear is complete
 * @param acceleration exponent; the higher, the later and steeper
 */
record WearLaw(int onset, int failure, double acceleration) {
  private static final double EARLIEST_ONSET = 0.15; // shares of the life
  private static final double LATEST_ONSET = 0.55;
  private static final double LEAST_ACCELERATION = 1.5;
  private static final double MOST_ACCELERATION = 4;

  static WearLaw draw(FleetConfig.Life life, RandomGenerator random) {
    int failure = random.nextInt(life.min(), life.max() + 1);
    double onset = random.nextDouble(EARLIEST_ONSET, LATEST_ONSET) * failure;
    return new WearLaw(
        (int) onset, failure, random.nextDouble(LEAST_ACCELERATION, MOST_ACCELERATION));
  }

  /** 0 up to the onset, 1 at the failure. */
  double wear(int cycle) {
    double passed = Math.max(0, (double) (cycle - onset) / (failure - onset));
    return Math.expm1(acceleration * passed) / Math.expm1(acceleration);
  }
}
