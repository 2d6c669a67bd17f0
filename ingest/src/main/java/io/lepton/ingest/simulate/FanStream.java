package io.lepton.ingest.simulate;

import static java.lang.Math.sqrt;

import io.lepton.ingest.simulate.TurbofanModel.Gas;

/**
 * Inlet, fan and booster at one operating point: temperatures in K, pressures in kPa, all total but
 * {@code p0}; speed in rpm, flow in kg/s.
 */
record FanStream(
    double p0,
    double t2,
    double p2,
    double t13,
    double p13,
    double t25,
    double p25,
    double correctedSpeed,
    double bypassFlow) {

  /** The fan's fixed geometry: {@code bypassArea} of the bypass nozzle, in units of its flow. */
  record Design(double bypassArea) {
    static final double BYPASS_FLOW = 8.4 * CoreStream.Design.FLOW;

    private static final double PRESSURE_RISE = 0.477; // fan pressure ratio less 1, full throttle
    private static final double SPEED = 2388; // rpm
    private static final double EFFICIENCY = 0.90;
    private static final double BOOSTER_EFFICIENCY = 0.88;
    static final double BOOSTER_RISE = 0.239; // T25/T2 less 1
    private static final double DUCT = 0.99; // pressure kept along the bypass duct
    private static final double FULL_RISE = rise(1 + PRESSURE_RISE, EFFICIENCY);

    /** The geometry that passes the design flow at take-off. */
    static Design calibrated() {
      FanStream unit = new Design(1).at(OperatingPoint.TAKE_OFF, EngineHealth.Part.NEW);
      return new Design(BYPASS_FLOW / unit.bypassFlow());
    }

    FanStream at(OperatingPoint point, EngineHealth.Part health) {
      Atmosphere air = Atmosphere.at(point.altitude());
      // ram: the inlet slows the flow without loss
      double ram = 1 + 0.2 * point.mach() * point.mach();
      double t2 = air.temperature() * ram;
      double p2 = air.pressure() * Gas.AIR.pressureRatio(ram);
      double pressureRatio = 1 + PRESSURE_RISE * point.throttle() / 100;
      double rise = rise(pressureRatio, EFFICIENCY * health.efficiency());
      // work goes with speed squared; a fouled fan turns faster for the same work
      double speed = sqrt(rise / FULL_RISE) / health.flow();
      // the core's air passes the root of the same worn blades, then the booster
      double boosterRise = BOOSTER_RISE * rise / FULL_RISE;
      double boosterEfficiency = BOOSTER_EFFICIENCY * health.efficiency();
      double t13 = t2 * (1 + rise);
      double p13 = p2 * pressureRatio;
      double t25 = t2 * (1 + boosterRise);
      double p25 = p2 * Gas.AIR.pressureRatio(1 + boosterEfficiency * boosterRise);
      double nozzle = DUCT * p13;
      double flow = bypassArea * Gas.AIR.nozzleFlow(nozzle, air.pressure()) * nozzle / sqrt(t13);
      return new FanStream(air.pressure(), t2, p2, t13, p13, t25, p25, SPEED * speed, flow);
    }

    private static double rise(double pressureRatio, double efficiency) {
      return (Gas.AIR.temperatureRatio(pressureRatio) - 1) / efficiency;
    }
  }
}
