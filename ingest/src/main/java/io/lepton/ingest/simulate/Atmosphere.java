package io.lepton.ingest.simulate;

/**
 * Still air of the International Standard Atmosphere (ISO 2533:1975).
 *
 * @param temperature static temperature, K
 * @param pressure static pressure, kPa
 */
record Atmosphere(double temperature, double pressure) {
  /** Temperature at sea level, K. */
  public static final double SEA_LEVEL_TEMPERATURE = 288.15;

  /** Pressure at sea level, kPa. */
  public static final double SEA_LEVEL_PRESSURE = 101.325;

  private static final double METRES_PER_KILOFOOT = 304.8;
  private static final double LAPSE = 0.0065; // K/m below the tropopause
  private static final double TROPOPAUSE = 11_000; // m
  private static final double TROPOPAUSE_TEMPERATURE = 216.65;
  private static final double GRAVITY = 9.80665;
  private static final double GAS_CONSTANT = 287.053; // J/(kg K)

  /** The air at an altitude in kilofeet, up to the 65.6 kft (20 km) where this layer ends. */
  public static Atmosphere at(double kilofeet) {
    double height = kilofeet * METRES_PER_KILOFOOT;
    if (height <= TROPOPAUSE) {
      double temperature = SEA_LEVEL_TEMPERATURE - LAPSE * height;
      return new Atmosphere(temperature, troposphere(temperature));
    }
    double scale = GAS_CONSTANT * TROPOPAUSE_TEMPERATURE / GRAVITY;
    double pressure = troposphere(TROPOPAUSE_TEMPERATURE) * Math.exp((TROPOPAUSE - height) / scale);
    return new Atmosphere(TROPOPAUSE_TEMPERATURE, pressure);
  }

  private static double troposphere(double temperature) {
    double exponent = GRAVITY / (GAS_CONSTANT * LAPSE);
    return SEA_LEVEL_PRESSURE * Math.pow(temperature / SEA_LEVEL_TEMPERATURE, exponent);
  }
}
