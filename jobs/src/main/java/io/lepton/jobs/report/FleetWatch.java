package io.lepton.jobs.report;

import static java.util.Objects.requireNonNull;

import io.lepton.jobs.monitoring.DriftJob;
import io.lepton.scoring.alert.Alert;
import java.util.List;
import java.util.Optional;

/**
 * What is watched while a model is in use.
 *
 * @param alerts those that are not over; empty if nobody has looked for any
 * @param drift what the last comparison with training found; empty if there was none
 */
public record FleetWatch(Optional<List<Alert>> alerts, Optional<DriftJob.Result> drift) {
  /** Nobody has looked. */
  static final FleetWatch NONE = new FleetWatch(Optional.empty(), Optional.empty());

  /** Copies the list. */
  public FleetWatch {
    alerts = alerts.map(List::copyOf);
    requireNonNull(drift, "drift");
  }
}
