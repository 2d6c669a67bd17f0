package io.lepton.scoring.alert;

import io.lepton.features.alarm.AlarmState;
import io.lepton.features.alarm.AnomalyLikelihood;
import io.lepton.lake.table.Micros;
import io.lepton.scoring.alert.PredictionRule.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The alerts of one rule on one device, from where the last one left off. What was raised stays
 * raised, whatever is scored again later; the last alert is all the memory there is, so that any
 * rhythm of calls comes to the same alerts.
 */
public final class DeviceAlerts {
  private final PredictionRule rule;
  private final String device;
  private final String model;
  private final long[] ends;
  private final AnomalyLikelihood.Running scores;
  private final List<Alert> changed = new ArrayList<>();
  private Optional<Alert> open;
  private AlarmState state;
  private long from; // what was said until then was heard before
  private int nextEnd;

  /**
   * Goes on from the last alert.
   *
   * @param last the device's alert that was raised last, open or over
   * @param ends when the device's lives ended, ascending, in microseconds since 1970 UTC: an alert
   *     ends with the life it was raised in
   */
  public DeviceAlerts(
      PredictionRule rule, String device, String model, Optional<Alert> last, long[] ends) {
    this.rule = rule;
    this.device = device;
    this.model = model;
    this.ends = ends;
    this.scores = rule.likelihood().start();
    this.open = last.filter(Alert::isOpen);
    this.from =
        last.map(alert -> Micros.of(alert.cleared().orElse(alert.raisedAt())))
            .orElse(Long.MIN_VALUE);
    this.state =
        open.isPresent() ? AlarmState.raisedAt(Micros.of(open.get().raisedAt())) : AlarmState.CALM;
    // a life that ended with the reading that raised the alert ends the alert
    long first = open.isPresent() || last.isEmpty() ? from : from + 1;
    while (nextEnd < ends.length && ends[nextEnd] < first) {
      nextEnd++;
    }
  }

  /** Takes what was said so long ago that it raises nothing, but has a say in what is. */
  public void remember(Said said) {
    rule.score(said, scores);
  }

  /** Hears what was said next, in time order. */
  public void hear(Said said) {
    double score = rule.score(said, scores);
    if (said.time() <= from) {
      return;
    }
    if (nextEnd < ends.length && ends[nextEnd] < said.time()) {
      ended();
      while (nextEnd < ends.length && ends[nextEnd] < said.time()) {
        nextEnd++;
      }
    }
    if (open.isPresent() && said.time() > state.over(rule.alarm())) {
      clear(state.over(rule.alarm()));
    }
    state = state.step(rule.alarm(), rule.release(), said.time(), score);
    if (state.isOn() && open.isEmpty()) {
      raise(said);
    }
  }

  /** The alerts that are new or over now, in the order in which they were raised. */
  public List<Alert> end() {
    if (nextEnd < ends.length) {
      ended();
    }
    open.filter(this::isNew).ifPresent(changed::add);
    return List.copyOf(changed);
  }

  private boolean isNew(Alert alert) {
    return Micros.of(alert.raisedAt()) > from;
  }

  private void raise(Said said) {
    open =
        Optional.of(
            Alert.raised(
                rule.about(),
                device,
                Micros.instant(said.time()),
                rule.evidence(said),
                new Alert.Model(model, said.modelVersion())));
  }

  private void ended() {
    if (open.isPresent()) {
      clear(Math.max(ends[nextEnd], Micros.of(open.get().raisedAt())));
    }
    state = AlarmState.CALM;
  }

  private void clear(long time) {
    changed.add(open.orElseThrow().clearedAt(Micros.instant(time)));
    open = Optional.empty();
    state = AlarmState.CALM;
  }
}
