package io.lepton.jobs.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.jobs.feedback.AlertGrades.Foretells;
import io.lepton.jobs.feedback.Answer.Kind;
import io.lepton.scoring.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Eight pumps, watched for 30 hours each; an alert is answered within 10 hours. */
class AlertGradesTest {
  private final List<Alert> alerts = new ArrayList<>();
  private final Map<String, List<Answer>> answers = new HashMap<>();

  @Test
  void alertsAreGradedByWhatCameFirst() {
    alert(0, 10);
    alert(0, 12); // the same failure: right, too, but no lead of its own
    answer(0, 16, Kind.FAILED, "");
    alert(1, 10);
    answer(1, 15, Kind.PREVENTED, "");
    answer(1, 19, Kind.FAILED, ""); // of the repaired pump
    alert(2, 10);
    answer(2, 12, Kind.FALSE_ALARM, "");
    alert(3, 10); // nothing came of it
    alert(4, 25); // nothing came of it yet
    alert(5, 10);
    answer(5, 12, Kind.FALSE_ALARM, ""); // but then
    answer(5, 18, Kind.FAILED, "");
    answer(6, 20, Kind.FAILED, ""); // nobody was told
    alert(7, 10);
    answer(7, 12, Kind.FALSE_ALARM, "other");
    answer(7, 14, Kind.CONFIRMED, "short");
    RuleGrade grade = grade(Foretells.FAILURES);
    assertThat(grade.right()).as("pump 0 twice, 5 and 7").isEqualTo(4);
    assertThat(grade.wrong()).as("pumps 2 and 3").isEqualTo(2);
    assertThat(grade.prevented()).isEqualTo(1);
    assertThat(grade.open()).isEqualTo(1);
    assertThat(grade.precision()).isEqualTo(4.0 / 6);
    assertThat(grade.failures()).as("not pump 6").isEqualTo(new RuleGrade.Failures(4, 3));
    assertThat(grade.watched()).as("240 of 730.5 hours").isEqualTo(240 / 730.5, within(1e-12));
    assertThat(grade.falseAlarmsMonthly()).isEqualTo(2 * 730.5 / 240, within(1e-12));
    assertThat(grade.lead())
        .as("4+, 5+, 6 and 8 hours: half are left after 6")
        .hasValue(Duration.ofHours(6));
  }

  @Test
  void whatForetellsNothingIsFalseOnlyIfSomebodySaysSo() {
    alert(3, 10);
    alert(2, 10);
    answer(2, 21, Kind.FALSE_ALARM, ""); // an hour too late
    assertThat(grade(Foretells.NOTHING).wrong()).isZero();
    assertThat(grade(Foretells.NOTHING).open()).isEqualTo(2);
    answer(3, 20, Kind.FALSE_ALARM, ""); // just in time
    assertThat(grade(Foretells.NOTHING).wrong()).isEqualTo(1);
    assertThat(grade(Foretells.NOTHING).precision()).isZero();
  }

  private RuleGrade grade(Foretells foretells) {
    Map<String, AlertGrades.Watch> watched = new HashMap<>();
    for (int pump = 0; pump < 8; pump++) {
      watched.put("pump-" + pump, new AlertGrades.Watch(at(0), at(30)));
    }
    return new AlertGrades(Duration.ofHours(10), answers, watched).of("short", alerts, foretells);
  }

  private void alert(int pump, int hour) {
    alerts.add(
        new Alert(
            "short",
            "pump-" + pump,
            at(hour),
            Optional.empty(),
            "warning",
            Map.of(),
            "",
            Alert.Model.NONE));
  }

  private void answer(int pump, int hour, Kind kind, String about) {
    answers
        .computeIfAbsent("pump-" + pump, device -> new ArrayList<>())
        .add(new Answer(kind, at(hour), about));
  }

  private static Instant at(int hour) {
    return Instant.EPOCH.plus(Duration.ofHours(hour));
  }
}
