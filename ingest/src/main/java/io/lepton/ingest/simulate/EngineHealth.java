package io.lepton.ingest.simulate;

/**
 * How far the three parts that wear are from new.
 *
 * @param fan the fan
 * @param compressor the high-pressure compressor (HPC)
 * @param turbine the high-pressure turbine (HPT)
 */
record EngineHealth(Part fan, Part compressor, Part turbine) {
  /** An engine as designed. */
  public static final EngineHealth NEW = new EngineHealth(Part.NEW, Part.NEW, Part.NEW);

  /**
   * The health of one part, as factors on its design values.
   *
   * @param efficiency factor on the isentropic efficiency; below 1 when worn
   * @param flow factor on the flow capacity; below 1 when fouled, above 1 when eroded open
   */
  public record Part(double efficiency, double flow) {
    /** A part as designed. */
    public static final Part NEW = new Part(1, 1);

    Part worn(double efficiencyLoss, double flowLoss) {
      return new Part(efficiency * (1 - efficiencyLoss), flow * (1 - flowLoss));
    }
  }
}
