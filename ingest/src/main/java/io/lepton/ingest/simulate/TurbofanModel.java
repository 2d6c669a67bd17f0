package io.lepton.ingest.simulate;

import static java.lang.Math.pow;
import static java.lang.Math.sqrt;

/**
 * Steady state of a two-shaft, high-bypass turbofan with separate nozzles.
 *
 * <p>Constant gas properties for air (gamma 1.4) and gas (gamma 1.33), isentropic efficiencies,
 * choked turbine nozzles, work of a stage proportional to its speed squared: the off-design method
 * of Mattingly, Elements of Propulsion (AIAA 2006), chapter 8. The design point is close to the 400
 * kN engine of C-MAPSS (Frederick et al., NASA/TM-2007-215026): at rest at sea level fan pressure
 * ratio 1.48, overall 34, bypass ratio 8.4.
 *
 * <p>The controller holds the fan pressure ratio that belongs to the throttle, and with it the
 * thrust of the bypass stream, about four fifths of all. A worn engine therefore needs a higher
 * turbine inlet temperature T4, found by matching the flow through the core nozzle.
 *
 * <p>Stations follow SAE AS755: 2 fan inlet, 13 bypass, 25 booster outlet, 3 HPC outlet, 4 turbine
 * inlet, 45 between the turbines, 5 LPT outlet. Immutable.
 */
final class TurbofanModel {
  private static final double MIN_T4 = 600;
  private static final double MAX_T4 = 2400;
  private static final double T4_TOLERANCE = 1e-7;
  private static final double BLEED_PORT = 0.5; // share of the HPC's work done up to the port

  private final FanStream.Design fanDesign = FanStream.Design.calibrated();
  private final CoreStream.Design coreDesign = CoreStream.Design.calibrated(fanDesign);

  /**
   * Noise-free values of all channels, indexed by {@link Channel#index()}.
   *
   * @throws IllegalStateException if the engine cannot run there
   */
  public double[] channels(OperatingPoint point, EngineHealth health) {
    FanStream fan = fanDesign.at(point, health.fan());
    CoreStream core = match(fan, health);
    double[] values = new double[Channel.values().length];
    set(values, Channel.ALTITUDE, point.altitude());
    set(values, Channel.MACH, point.mach());
    set(values, Channel.THROTTLE, point.throttle());
    set(values, Channel.FAN_INLET_TEMPERATURE, fan.t2());
    set(values, Channel.LPC_OUTLET_TEMPERATURE, fan.t25());
    set(values, Channel.HPC_OUTLET_TEMPERATURE, core.t3());
    set(values, Channel.LPT_OUTLET_TEMPERATURE, core.t5());
    set(values, Channel.FAN_INLET_PRESSURE, fan.p2());
    set(values, Channel.BYPASS_PRESSURE, fan.p13());
    set(values, Channel.HPC_OUTLET_PRESSURE, core.p3());
    set(values, Channel.ENGINE_PRESSURE_RATIO, core.p5() / fan.p2());
    double rootTheta = sqrt(fan.t2() / Atmosphere.SEA_LEVEL_TEMPERATURE);
    double coreSpeed = coreDesign.speed(core, fan, health.compressor());
    set(values, Channel.FAN_SPEED, fan.correctedSpeed() * rootTheta);
    set(values, Channel.CORE_SPEED, coreSpeed);
    set(values, Channel.CORRECTED_FAN_SPEED, fan.correctedSpeed());
    set(values, Channel.CORRECTED_CORE_SPEED, coreSpeed / rootTheta);
    set(values, Channel.FUEL_FLOW_RATIO, 1000 * core.fuelFlow() / core.p3());
    set(values, Channel.BYPASS_RATIO, fan.bypassFlow() / core.flow());
    double portTemperature = fan.t25() + BLEED_PORT * (core.t3() - fan.t25());
    set(values, Channel.BLEED_ENTHALPY, Gas.AIR.heat() * portTemperature / 1000);
    set(values, Channel.COOLANT_BLEED_FLOW, CoreStream.HPT_COOLANT * core.flow());
    return values;
  }

  /** Exhaust-gas temperature at take-off, K. */
  double takeOffExhaust(EngineHealth health) {
    return match(fanDesign.at(OperatingPoint.TAKE_OFF, health.fan()), health).t5();
  }

  /** The core at the T4 at which its nozzle passes just what the turbines send. */
  private CoreStream match(FanStream fan, EngineHealth health) {
    CoreStream.Expansion expansion = coreDesign.expansion(health.turbine());
    double low = MIN_T4;
    double high = MAX_T4;
    double lowSpare = coreDesign.at(low, fan, health, expansion).spareFlow();
    double highSpare = coreDesign.at(high, fan, health, expansion).spareFlow();
    if (lowSpare > 0 || highSpare < 0) {
      throw new IllegalStateException("no match: %s, %s".formatted(fan, health));
    }
    // regula falsi, Illinois variant: halves the end that stays, so that both close in
    while (true) {
      double t4 = (low * highSpare - high * lowSpare) / (highSpare - lowSpare);
      CoreStream core = coreDesign.at(t4, fan, health, expansion);
      double spare = core.spareFlow();
      if (Math.abs(spare) < 1e-10 || high - low < T4_TOLERANCE) {
        return core;
      }
      if (spare < 0) {
        low = t4;
        lowSpare = spare;
        highSpare /= 2;
      } else {
        high = t4;
        highSpare = spare;
        lowSpare /= 2;
      }
    }
  }

  private static void set(double[] values, Channel channel, double value) {
    values[channel.index()] = value;
  }

  /** A gas of constant heat capacity: {@code heat} in J/(kg K), {@code gamma} without unit. */
  record Gas(double heat, double gamma) {
    static final Gas AIR = new Gas(1004.5, 1.4);
    static final Gas BURNT = new Gas(1156.9, 1.33);

    /** Pressure ratio of an isentropic change with this temperature ratio. */
    double pressureRatio(double temperatureRatio) {
      return pow(temperatureRatio, gamma / (gamma - 1));
    }

    /** Temperature ratio of an isentropic change with this pressure ratio. */
    double temperatureRatio(double pressureRatio) {
      return pow(pressureRatio, (gamma - 1) / gamma);
    }

    /**
     * Flow times root of temperature over area and total pressure of a convergent nozzle, up to a
     * constant; 0 if the outside presses harder than the inside.
     */
    double nozzleFlow(double inside, double outside) {
      if (inside <= outside) {
        return 0;
      }
      double choked = pressureRatio(2 / (gamma + 1));
      double ratio = Math.max(outside / inside, choked);
      return pow(ratio, 1 / gamma) * sqrt(1 - temperatureRatio(ratio));
    }
  }
}
