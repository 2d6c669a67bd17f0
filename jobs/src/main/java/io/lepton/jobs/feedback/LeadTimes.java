package io.lepton.jobs.feedback;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long before failures alerts came. Where the failure was not waited for, it would have come
 * later than the repair: the time is censored.
 */
final class LeadTimes {
  private static final double HALF = 0.5;

  private LeadTimes() {}

  /**
   * The time from an alert to what ended the wait.
   *
   * @param time how long
   * @param failed whether it was the failure; otherwise it would have been longer
   */
  record Lead(Duration time, boolean failed) {}

  /**
   * The median by the product-limit estimate (Kaplan and Meier 1958, JASA 53, p. 457): the least
   * time after which at most half of the failures are still to come; empty if there is none.
   */
  static Optional<Duration> median(List<Lead> leads) {
    List<Lead> sorted =
        leads.stream()
            .sorted(Comparator.comparing(Lead::time).thenComparing(lead -> !lead.failed()))
            .toList();
    double left = 1;
    for (int i = 0; i < sorted.size(); i++) {
      int atRisk = sorted.size() - i;
      if (sorted.get(i).failed()) {
        left *= (atRisk - 1.0) / atRisk;
        if (left <= HALF) {
          return Optional.of(sorted.get(i).time());
        }
      }
    }
    return Optional.empty();
  }
}
