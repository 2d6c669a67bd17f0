package io.lepton.jobs.monitoring;

import io.lepton.scoring.alert.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing to say of an alert: that it was raised, or that it is over.
 *
 * @param alert as it is then
 */
record AlertNotice(Alert alert) {
  static final String RAISED = "raised";
  static final String CLEARED = "cleared";

  /** All there is to say of an alert, in order. */
  static List<AlertNotice> of(Alert alert) {
    List<AlertNotice> notices = new ArrayList<>();
    notices.add(new AlertNotice(raised(alert)));
    if (!alert.isOpen()) {
      notices.add(new AlertNotice(alert));
    }
    return notices;
  }

  private static Alert raised(Alert alert) {
    return new Alert(
        alert.rule(),
        alert.device(),
        alert.raisedAt(),
        Optional.empty(),
        alert.severity(),
        alert.evidence(),
        alert.action(),
        alert.model());
  }

  String state() {
    return alert.isOpen() ? RAISED : CLEARED;
  }

  /** By which a receiver tells that it has it already. */
  String id() {
    return alert.key() + "|" + state();
  }
}
