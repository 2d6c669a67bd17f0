package io.lepton.jobs.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.jobs.capacity.Demand.Fleet;
import io.lepton.jobs.capacity.Demand.Training;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemandTest {
  private static final Rates RATES = Rates.ours();
  private static final Terms TERMS = new Terms(6, 4, Double.POSITIVE_INFINITY, 0, 20);

  @Test
  void twiceAsManyDevicesTakeTwiceTheCoresAndTheStorage() {
    Demand one = of(1000, 24, false);
    Demand two = of(2000, 24, false);
    for (int i = 0; i < one.jobs(RATES).size(); i++) {
      assertThat(cores(two, i)).isCloseTo(2 * cores(one, i), within(1e-6 * cores(two, i)));
    }
    for (int i = 0; i < one.storage(RATES).size(); i++) {
      Demand.Storage more = two.storage(RATES).get(i);
      assertThat(more.perDay()).isEqualTo(2 * one.storage(RATES).get(i).perDay());
      assertThat(more.kept()).isEqualTo(2 * one.storage(RATES).get(i).kept());
    }
  }

  @Test
  void channelsAboveThoseMeasuredTakeMoreAndFewNotLess() {
    assertThat(cores(of(1000, 48, false), 0))
        .isCloseTo(2 * cores(of(1000, 24, false), 0), within(1e-9));
    assertThat(cores(of(1000, 1, false), 0)).isEqualTo(cores(of(1000, 24, false), 0));
    assertThat(of(1000, 48, false).storage(RATES).get(0).perDay())
        .isEqualTo(2 * of(1000, 24, false).storage(RATES).get(0).perDay());
  }

  @Test
  void onlyScoringAtNightLooksBack() {
    assertThat(names(of(1000, 24, false)))
        .containsExactly("ingest", "features", "train", "score", "score: look back");
    assertThat(names(of(1000, 24, true))).containsExactly("ingest", "features", "train", "score");
  }

  private static Demand of(long devices, int channels, boolean isLive) {
    return new Demand(new Fleet(devices, 1, channels, 365), new Training(90, 1, 10, 1, 0), isLive);
  }

  private static double cores(Demand demand, int job) {
    List<Job> jobs = demand.jobs(RATES);
    return new CapacityProgram(jobs, TERMS).cheapest().cores(jobs.get(job));
  }

  private static List<String> names(Demand demand) {
    return demand.jobs(RATES).stream().map(Job::name).toList();
  }
}
