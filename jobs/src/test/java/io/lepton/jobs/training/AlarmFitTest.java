package io.lepton.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AlarmFitTest {
  @Test
  void thePartThatIsGivenBackWorseDecides() {
    double[] trained = evenly(2000, 1);
    double[] unseen = evenly(500, 2);

    assertThat(AlarmFit.threshold(List.of(trained, unseen), 0.01)).isCloseTo(1.98, within(0.01));
    assertThat(AlarmFit.threshold(List.of(unseen, trained), 0.01)).isCloseTo(1.98, within(0.01));
  }

  @Test
  void ofAPartWithTooFewWindowsForATailTheWorstDecides() {
    assertThat(AlarmFit.threshold(List.of(evenly(2000, 1), evenly(10, 5)), 0.01)).isEqualTo(5);
    assertThat(AlarmFit.threshold(List.of(evenly(2000, 1), new double[0]), 0.01))
        .isCloseTo(0.99, within(0.001));
  }

  /** Up to and with the largest. */
  private static double[] evenly(int count, double largest) {
    return IntStream.rangeClosed(1, count).mapToDouble(i -> largest * i / count).toArray();
  }
}
