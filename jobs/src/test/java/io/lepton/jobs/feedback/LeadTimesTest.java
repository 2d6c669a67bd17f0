package io.lepton.jobs.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.feedback.LeadTimes.Lead;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadTimesTest {
  @Test
  void repairsThatCameFirstMakeTheMedianLonger() {
    List<Lead> leads = List.of(failed(40), repaired(20), failed(10), repaired(50), failed(30));
    // 4/5 after 10; 4/5 x 2/3 = 0.53 after 30; 0.53 x 1/2 = 0.27 after 40
    assertThat(LeadTimes.median(leads)).hasValue(Duration.ofHours(40));
    assertThat(LeadTimes.median(List.of(failed(40), failed(10), failed(30))))
        .as("as if nobody had repaired")
        .hasValue(Duration.ofHours(30));
  }

  @Test
  void aFailureAtTheTimeOfARepairCountsFirst() {
    assertThat(LeadTimes.median(List.of(repaired(10), failed(10))))
        .as("1/2 of two at risk")
        .hasValue(Duration.ofHours(10));
  }

  @Test
  void whereFewerThanHalfFailedThereIsNoMedian() {
    assertThat(LeadTimes.median(List.of(failed(10), repaired(20), repaired(30)))).isEmpty();
    assertThat(LeadTimes.median(List.of())).isEmpty();
  }

  private static Lead failed(int hours) {
    return new Lead(Duration.ofHours(hours), true);
  }

  private static Lead repaired(int hours) {
    return new Lead(Duration.ofHours(hours), false);
  }
}
