package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;

class OneCycleTest {
  @Test
  void risesToThePeakAndFallsToAlmostNothing() {
    ISchedule schedule = OneCycle.schedule(0.01, 1000);
    assertThat(schedule.valueAt(0, 0)).isBetween(0.0004, 0.0005);
    assertThat(schedule.valueAt(300, 0)).isCloseTo(0.01, within(1e-5));
    assertThat(schedule.valueAt(650, 0)).isCloseTo(0.005, within(2e-4));
    assertThat(schedule.valueAt(999, 0)).isBetween(1e-6, 3e-6);
    assertThat(schedule.valueAt(5000, 0)).isEqualTo(schedule.valueAt(999, 0));
  }

  @Test
  void worksForASingleIteration() {
    assertThat(OneCycle.schedule(0.01, 1).valueAt(0, 0)).isBetween(0.001, 0.01);
  }
}
