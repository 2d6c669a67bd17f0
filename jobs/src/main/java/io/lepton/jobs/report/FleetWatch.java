package io.lepton.jobs.report;

import static java.util.Objects.requireNonNull;

import io.lepton.jobs.evaluation.Performance;
import io.lepton.jobs.monitoring.DriftJob;
import io.lepton.scoring.alert.Alert;
import java.util.List;
import java.util.Optional;

/**
 * What is watched while a model is in use.
 *
 * @param alerts those that are not over; empty if nobody has looked for any
 * @param drift what the last comparison with training found; empty if there was none
 * @param performance what came true of what the model said, by month; none if nobody has measured
 */
public record FleetWatch(
    Optional<List<Alert>> alerts,
    Optional<DriftJob.Result> drift,
    List<Performance.Period> performance) {
  /** Nobody has looked. */
  static final FleetWatch NONE = new FleetWatch(Optional.empty(), Optional.empty(), List.of());

  /** Copies the lists. */
  public FleetWatch {
    alerts = alerts.map(List::copyOf);
    requireNonNull(drift, "drift");
    performance = List.copyOf(performance);
  }
}
