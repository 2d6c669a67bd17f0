package io.lepton.ingest.simulate;

import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import io.lepton.ingest.simulate.TurbofanModel.Gas;

/**
 * High-pressure compressor to core nozzle for one turbine inlet temperature: total temperatures in
 * K, total pressures in kPa, flows in kg/s.
 *
 * @param spareFlow what the core nozzle could pass beyond what arrives, as a share; 0 when matched
 */
record CoreStream(
    double t3, double p3, double t5, double p5, double flow, double fuelFlow, double spareFlow) {
  static final double HPT_COOLANT = 0.05; // shares of the core flow
  private static final double LPT_COOLANT = 0.02;
  private static final double HOT_SHARE = 1 - HPT_COOLANT - LPT_COOLANT;

  /** Pressure and temperature ratio (outlet over inlet) of the high-pressure turbine. */
  record Expansion(double pressure, double temperature) {}

  /**
   * The core's fixed geometry.
   *
   * @param hptFlow choked flow of the HPT nozzle: W4 root(T4) / P4
   * @param lptFlow the same for the LPT nozzle
   * @param nozzleArea of the core nozzle, in units of its flow
   */
  record Design(double hptFlow, double lptFlow, double nozzleArea) {
    static final double FLOW = 145; // kg/s

    private static final double T4 = 1660;
    private static final double RISE = 1.465; // T3/T25 less 1
    private static final double SPEED = 9046; // rpm, at the take-off T25
    private static final double HPC_EFFICIENCY = 0.87;
    private static final double HPT_EFFICIENCY = 0.92;
    private static final double LPT_EFFICIENCY = 0.92;
    private static final double SHAFT = 0.99; // mechanical efficiency
    private static final double BURNER_PRESSURE = 0.95; // P4/P3
    private static final double HEAT_RELEASED = 0.995 * 43.1e6; // J/kg, kerosene
    private static final int EXPANSION_STEPS = 12; // each gains about a digit

    /** The geometry at which a new engine has its design flow and temperatures at take-off. */
    static Design calibrated(FanStream.Design fanDesign) {
      FanStream fan = fanDesign.at(OperatingPoint.TAKE_OFF, EngineHealth.Part.NEW);
      double t3 = fan.t25() * (1 + RISE);
      double p4 = BURNER_PRESSURE * fan.p25() * Gas.AIR.pressureRatio(1 + HPC_EFFICIENCY * RISE);
      double gasFlow = HOT_SHARE * FLOW * (1 + fuelAirRatio(t3, T4));
      double work = Gas.AIR.heat() * FLOW * (t3 - fan.t25()) / SHAFT;
      double temperature = 1 - work / (gasFlow * Gas.BURNT.heat() * T4);
      double pressure = Gas.BURNT.pressureRatio(1 - (1 - temperature) / HPT_EFFICIENCY);
      double hptFlow = gasFlow * sqrt(T4) / p4;
      double lptFlow = hptFlow * sqrt(temperature) / pressure;
      CoreStream open =
          new Design(hptFlow, lptFlow, 1)
              .at(T4, fan, EngineHealth.NEW, new Expansion(pressure, temperature));
      return new Design(hptFlow, lptFlow, 1 / (1 + open.spareFlow()));
    }

    /** How far a turbine of this health expands between the two choked nozzles. */
    Expansion expansion(EngineHealth.Part turbine) {
      double efficiency = HPT_EFFICIENCY * turbine.efficiency();
      double pressure = 0.2;
      double temperature = 0;
      for (int step = 0; step < EXPANSION_STEPS; step++) {
        temperature = 1 - efficiency * (1 - Gas.BURNT.temperatureRatio(pressure));
        pressure = sqrt(temperature) * hptFlow * turbine.flow() / lptFlow;
      }
      return new Expansion(pressure, temperature);
    }

    CoreStream at(double t4, FanStream fan, EngineHealth health, Expansion hpt) {
      double air = Gas.AIR.heat();
      double gas = Gas.BURNT.heat();
      double t3 = compressorOutlet(t4, fan.t25(), hpt);
      double fuel = fuelAirRatio(t3, t4);
      double efficiency = HPC_EFFICIENCY * health.compressor().efficiency();
      double p3 = fan.p25() * Gas.AIR.pressureRatio(1 + efficiency * (t3 / fan.t25() - 1));
      double p4 = BURNER_PRESSURE * p3;
      double gasFlow = hptFlow * health.turbine().flow() * p4 / sqrt(t4);
      double flow = gasFlow / (HOT_SHARE * (1 + fuel));

      // the low-pressure turbine drives fan and booster
      double t45 = t4 * hpt.temperature();
      double work =
          air * (fan.bypassFlow() * (fan.t13() - fan.t2()) + flow * (fan.t25() - fan.t2()));
      double lpt = work / (SHAFT * gasFlow * gas * t45);
      double p5 = p4 * hpt.pressure() * Gas.BURNT.pressureRatio(max(0, 1 - lpt / LPT_EFFICIENCY));
      // cooling air joins the gas again in front of the probe
      double coolant = flow * (1 - HOT_SHARE);
      double heat = gasFlow * gas * t45 * (1 - lpt) + coolant * air * t3;
      double t5 = max(1, heat / (gasFlow * gas + coolant * air));
      double arriving = (gasFlow + coolant) * sqrt(t5);
      double passing = nozzleArea * Gas.BURNT.nozzleFlow(p5, fan.p0()) * p5;
      double fuelFlow = flow * HOT_SHARE * fuel;
      return new CoreStream(t3, p3, t5, p5, flow, fuelFlow, passing / arriving - 1);
    }

    /** Core speed, rpm; a fouled compressor turns faster for the same work. */
    double speed(CoreStream core, FanStream fan, EngineHealth.Part compressor) {
      double work = core.t3() - fan.t25();
      double takeOff =
          RISE * (1 + FanStream.Design.BOOSTER_RISE) * Atmosphere.SEA_LEVEL_TEMPERATURE;
      return SPEED * sqrt(work / takeOff) / compressor.flow();
    }

    /**
     * T3 from the work of the turbine. Fuel adds to the turbine's flow and depends on T3 itself, so
     * this solves both (they are linear in T3).
     */
    private static double compressorOutlet(double t4, double t25, Expansion hpt) {
      double gas = Gas.BURNT.heat();
      double air = Gas.AIR.heat();
      double perFlow = HOT_SHARE * SHAFT * gas * (1 - hpt.temperature()) / air * t4;
      double released = HEAT_RELEASED - gas * t4;
      return (t25 + perFlow * (1 + gas * t4 / released)) / (1 + perFlow * air / released);
    }

    /** Fuel over burner air, by energy balance. */
    private static double fuelAirRatio(double t3, double t4) {
      double gas = Gas.BURNT.heat() * t4;
      return (gas - Gas.AIR.heat() * t3) / (HEAT_RELEASED - gas);
    }
  }
}
