package io.lepton.ingest.simulate;

import java.util.Locale;

/**
 * Which part of an engine wears out.
 *
 * <p>Fans and compressors foul and lose efficiency and flow; a turbine loses efficiency while
 * erosion opens its nozzle (Kurz and Brun, Degradation in Gas Turbine Systems, J. Eng. Gas Turbines
 * Power 123, 2001).
 */
public enum FaultMode {
  /** The fan. */
  FAN,
  /** The high-pressure compressor. */
  HPC,
  /** The high-pressure turbine. */
  HPT,
  /** All three together, each a little. */
  COMBINED;

  private static final double FAN_FLOW = 0.3; // flow lost per efficiency lost
  private static final double COMPRESSOR_FLOW = 0.4;
  private static final double TURBINE_FLOW = -0.4;
  private static final double SHARE_OF_COMBINED = 0.4;

  /** The word for it in events, such as {@code hpc}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The health after this fault took {@code loss} (a share, such as 0.03) of efficiency. */
  EngineHealth wear(EngineHealth before, double loss) {
    double fan = loss * shareOf(FAN);
    double compressor = loss * shareOf(HPC);
    double turbine = loss * shareOf(HPT);
    return new EngineHealth(
        before.fan().worn(fan, FAN_FLOW * fan),
        before.compressor().worn(compressor, COMPRESSOR_FLOW * compressor),
        before.turbine().worn(turbine, TURBINE_FLOW * turbine));
  }

  private double shareOf(FaultMode part) {
    if (this == COMBINED) {
      return SHARE_OF_COMBINED;
    }
    return this == part ? 1 : 0;
  }
}
