package io.lepton.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurbofanModelTest {
  private final TurbofanModel model = new TurbofanModel();

  @Test
  void theAtmosphereIsStandard() {
    assertThat(Atmosphere.at(0)).isEqualTo(new Atmosphere(288.15, 101.325));
    assertThat(Atmosphere.at(35).temperature()).isCloseTo(218.81, within(0.01));
    assertThat(Atmosphere.at(35).pressure()).isCloseTo(23.84, within(0.01));
    assertThat(Atmosphere.at(42).temperature()).isEqualTo(216.65);
    assertThat(Atmosphere.at(42).pressure()).isCloseTo(17.04, within(0.01));
  }

  @Test
  void ramRaisesInletTemperatureAndPressureAtCruise() {
    // tables of isentropic flow at Mach 0.84 (NACA report 1135): T/T0 0.8763, p/p0 0.6300
    double[] cruise = model.channels(new OperatingPoint(35, 0.84, 100), EngineHealth.NEW);
    assertThat(of(cruise, Channel.FAN_INLET_TEMPERATURE)).isCloseTo(218.81 / 0.8763, within(0.1));
    assertThat(of(cruise, Channel.FAN_INLET_PRESSURE)).isCloseTo(23.84 / 0.63, within(0.1));
  }

  @Test
  void aNewEngineAtTakeOffIsCloseToTheOneOfCmapss() {
    double[] values = model.channels(OperatingPoint.TAKE_OFF, EngineHealth.NEW);
    Percentage close = Percentage.withPercentage(10);
    // FD001: T24 642 R, T30 1587 R, T50 1405 R, P15 21.6 psi, P30 553 psi, 2388 and 9060 rpm, 8.42
    assertThat(of(values, Channel.LPC_OUTLET_TEMPERATURE)).isCloseTo(642 / 1.8, close);
    assertThat(of(values, Channel.HPC_OUTLET_TEMPERATURE)).isCloseTo(1587 / 1.8, close);
    assertThat(of(values, Channel.LPT_OUTLET_TEMPERATURE)).isCloseTo(1405 / 1.8, close);
    assertThat(of(values, Channel.BYPASS_PRESSURE)).isCloseTo(21.6 * 6.8948, close);
    assertThat(of(values, Channel.HPC_OUTLET_PRESSURE)).isCloseTo(553 * 6.8948, close);
    assertThat(of(values, Channel.FAN_SPEED)).isCloseTo(2388, close);
    assertThat(of(values, Channel.CORE_SPEED)).isCloseTo(9060, close);
    assertThat(of(values, Channel.BYPASS_RATIO)).isCloseTo(8.42, close);
  }

  @Test
  void lessThrottleMeansSlowerCoolerAndLessFuel() {
    double[] full = model.channels(new OperatingPoint(25, 0.62, 100), EngineHealth.NEW);
    double[] part = model.channels(new OperatingPoint(25, 0.62, 60), EngineHealth.NEW);
    assertThat(of(part, Channel.FAN_SPEED)).isLessThan(of(full, Channel.FAN_SPEED));
    assertThat(of(part, Channel.CORE_SPEED)).isLessThan(of(full, Channel.CORE_SPEED));
    assertThat(of(part, Channel.LPT_OUTLET_TEMPERATURE))
        .isLessThan(of(full, Channel.LPT_OUTLET_TEMPERATURE));
    assertThat(of(part, Channel.FUEL_FLOW_RATIO)).isLessThan(of(full, Channel.FUEL_FLOW_RATIO));
  }

  @ParameterizedTest
  @EnumSource(FaultMode.class)
  void wearMeansHotterExhaustAndMoreFuelInEveryRegime(FaultMode mode) {
    double loss = ExhaustMargin.loss(model, EngineHealth.NEW, mode);
    EngineHealth half = mode.wear(EngineHealth.NEW, loss / 2);
    EngineHealth full = mode.wear(EngineHealth.NEW, loss);
    for (OperatingPoint regime : OperatingPoint.REGIMES) {
      for (Channel channel :
          new Channel[] {Channel.LPT_OUTLET_TEMPERATURE, Channel.FUEL_FLOW_RATIO}) {
        double fresh = of(model.channels(regime, EngineHealth.NEW), channel);
        double worn = of(model.channels(regime, half), channel);
        assertThat(worn).isGreaterThan(fresh);
        assertThat(of(model.channels(regime, full), channel)).isGreaterThan(worn);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FaultMode.class)
  void fullWearUsesUpTheExhaustMargin(FaultMode mode) {
    double fresh = model.takeOffExhaust(EngineHealth.NEW);
    double loss = ExhaustMargin.loss(model, EngineHealth.NEW, mode);
    double failed = model.takeOffExhaust(mode.wear(EngineHealth.NEW, loss));
    assertThat(failed - fresh).isCloseTo(ExhaustMargin.MARGIN, within(0.01));
    assertThat(loss).isBetween(0.01, 0.1);
  }

  private static double of(double[] values, Channel channel) {
    return values[channel.index()];
  }
}
