package io.lepton.ingest.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a telemetry message carries: three settings, then the sensors, in the order of the payload.
 *
 * <p>The range of a channel is what can physically be read; no good reading is ever outside, at any
 * altitude and any wear.
 */
public enum Channel {
  /** Flight altitude. */
  ALTITUDE("kft", -1, 45),
  /** Flight Mach number. */
  MACH("1", 0, 0.95),
  /** Throttle resolver angle. */
  THROTTLE("deg", 0, 100),
  /** Total temperature at the fan inlet, T2. */
  FAN_INLET_TEMPERATURE("K", 200, 350),
  /** Total temperature behind the booster (low-pressure compressor), T25. */
  LPC_OUTLET_TEMPERATURE("K", 230, 450),
  /** Total temperature behind the high-pressure compressor, T3. */
  HPC_OUTLET_TEMPERATURE("K", 500, 1200),
  /** Total temperature behind the low-pressure turbine, T5: the exhaust-gas temperature. */
  LPT_OUTLET_TEMPERATURE("K", 400, 1200),
  /** Total pressure at the fan inlet, P2. */
  FAN_INLET_PRESSURE("kPa", 10, 150),
  /** Total pressure in the bypass duct, P13. */
  BYPASS_PRESSURE("kPa", 15, 250),
  /** Total pressure behind the high-pressure compressor, P3. */
  HPC_OUTLET_PRESSURE("kPa", 200, 6000),
  /** Total pressure behind the low-pressure turbine over that at the fan inlet, P5/P2. */
  ENGINE_PRESSURE_RATIO("1", 0.5, 2.5),
  /** Speed of the low-pressure shaft. */
  FAN_SPEED("rpm", 1000, 3500),
  /** Speed of the high-pressure shaft. */
  CORE_SPEED("rpm", 5000, 12000),
  /** Fan speed over the root of T2/288.15 K. */
  CORRECTED_FAN_SPEED("rpm", 1000, 3500),
  /** Core speed over the root of T2/288.15 K. */
  CORRECTED_CORE_SPEED("rpm", 5000, 12000),
  /** Fuel flow over the pressure behind the high-pressure compressor. */
  FUEL_FLOW_RATIO("g/s/kPa", 0.1, 3),
  /** Bypass flow over core flow. */
  BYPASS_RATIO("1", 3, 20),
  /** Enthalpy, above 0 K, of the air at the bleed port half-way through the HPC. */
  BLEED_ENTHALPY("kJ/kg", 300, 1000),
  /** Compressor air that cools the high-pressure turbine. */
  COOLANT_BLEED_FLOW("kg/s", 0.5, 20);

  static final List<Channel> ALL = List.of(values());
  private static final List<Channel> SENSORS = ALL.subList(3, ALL.size());

  @SuppressWarnings("EnumOrdinal") // the order is the contract here
  private final int index = ordinal();

  private final String column = name().toLowerCase(Locale.ROOT);
  private final String unit;
  private final double min;
  private final double max;

  Channel(String unit, double min, double max) {
    this.unit = unit;
    this.min = min;
    this.max = max;
  }

  /** Name in the payload, snake_case. */
  public String column() {
    return column;
  }

  /** Place in the arrays of values. */
  int index() {
    return index;
  }

  /** Unit; {@code 1} for a ratio. */
  public String unit() {
    return unit;
  }

  /** Smallest possible reading, in {@link #unit()}. */
  public double min() {
    return min;
  }

  /** Largest possible reading, in {@link #unit()}. */
  public double max() {
    return max;
  }

  /** Whether a value is physically possible. */
  public boolean contains(double value) {
    return value >= min && value <= max;
  }

  /** The channels that are measured, so all but the settings. */
  public static List<Channel> sensors() {
    return SENSORS;
  }

  /** All names in the order of the payload. */
  public static List<String> columns() {
    return Arrays.stream(values()).map(Channel::column).toList();
  }
}
