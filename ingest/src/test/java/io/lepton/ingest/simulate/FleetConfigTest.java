package io.lepton.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lepton.ingest.simulate.FleetConfig.FaultRates;
import io.lepton.ingest.simulate.FleetConfig.Fleet;
import io.lepton.ingest.simulate.FleetConfig.Life;
import org.junit.jupiter.api.Test;

class FleetConfigTest {
  @Test
  void refusesARateOfOneAndMore() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FaultRates(1.2, 0, 0, 0, 0))
        .withMessage("duplicate-rate: 1.2 (expected: 0 <= rate < 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FaultRates(0, 0, 0, 0, Double.NaN))
        .withMessage("missing-rate: NaN (expected: 0 <= rate < 1)");
  }

  @Test
  void refusesRatesThatExcludeEachOtherAndSumToOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FaultRates(0.25, 0.25, 0.25, 0.25, 0))
        .withMessageEndingWith("drop-rate: 1.0 (expected: < 1)");
  }

  @Test
  void refusesAFleetThatCannotFly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fleet(0, "engine-", 1, 6, 0.2))
        .withMessage("devices: 0 (expected: > 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fleet(5, "engine-", 1, 7, 0.2))
        .withMessage("regimes: 7 (expected: 1 to 6)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Life(120, 100))
        .withMessage("life.max: 100 (expected: >= life.min = 120)");
  }

  @Test
  void roundsTheRunningShareToDevices() {
    assertThat(new Fleet(12, "engine-", 1, 6, 0.2).runningDevices()).isEqualTo(2);
    assertThat(new Fleet(12, "engine-", 1, 6, 1).runningDevices()).isEqualTo(12);
  }
}
