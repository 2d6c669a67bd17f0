package io.lepton.scoring.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.features.alarm.AnomalyLikelihood;
import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.InvalidConfigException;
import io.lepton.scoring.alert.PredictionRule.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hourly predictions; two in a row below 20 raise, below 30 stays on, over after three hours. */
final class DeviceAlertsTest {
  private static final long HOUR = 3_600_000_000L;
  private static final AnomalyLikelihood LIKELIHOOD =
      new AnomalyLikelihood(Duration.ofHours(200), Duration.ofHours(2), 0.999);
  private static final PredictionRule RULE =
      rule("kind = remaining-life, below = 20, clear-above = 30, readings = 2, quiet = 3 hours");

  @Test
  void twoInARowRaiseAndTheAlertSaysWhy() {
    Alert alert = heard(50, 19, 25, 19, 18, 40).get(0);
    assertThat(alert.raisedAt()).isEqualTo(hour(4));
    assertThat(alert.isOpen()).isTrue();
    assertThat(alert.evidence())
        .containsEntry("prediction", "18")
        .containsEntry("below", "20")
        .containsEntry("readings_in_a_row", "2");
    assertThat(alert.model()).isEqualTo(new Alert.Model("pump", 3));
  }

  @Test
  void whatStaysBelowTheOtherBoundKeepsTheAlertOn() {
    // raised at 1; 25 is no reason to raise, but to go on: last at 4, over three hours later
    assertThat(heard(19, 19, 25, 25, 25, 31, 31, 31, 31))
        .singleElement()
        .satisfies(alert -> assertThat(alert.cleared()).contains(hour(7)));
  }

  @Test
  void anAlertEndsWithTheLifeItWasRaisedIn() {
    assertThat(heard(new long[] {2 * HOUR}, 19, 19, 19, 100, 19, 100))
        .as("the failure comes with the third reading; a single one of the next life is not two")
        .singleElement()
        .satisfies(alert -> assertThat(alert.cleared()).contains(hour(2)));
    assertThat(heard(new long[] {HOUR}, 19, 19).get(0).cleared()).contains(hour(1));
  }

  @Test
  void anyRhythmOfCallsComesToTheSameAlerts() {
    double[] all = {50, 19, 19, 35, 35, 35, 35, 35, 19, 19, 19, 25, 40, 40, 40, 40, 40, 19, 18, 17};
    long[] ends = {10 * HOUR};
    List<Alert> atOnce = heard(ends, all);
    assertThat(atOnce).hasSize(3);
    for (int rhythm = 1; rhythm < all.length; rhythm++) {
      List<Alert> table = new ArrayList<>();
      for (int until = rhythm; until < all.length + rhythm; until += rhythm) {
        Optional<Alert> last =
            table.isEmpty() ? Optional.empty() : Optional.of(table.get(table.size() - 1));
        int known = Math.min(until, all.length);
        long[] told = known > 10 ? ends : new long[0];
        for (Alert alert : heard(last, told, Arrays.copyOf(all, known))) {
          table.removeIf(held -> held.key().equals(alert.key()));
          table.add(alert);
        }
      }
      assertThat(table).as("every %d readings", rhythm).isEqualTo(atOnce);
    }
  }

  @Test
  void theLowerBoundCountsWhereThereIsOne() {
    DeviceAlerts alerts = new DeviceAlerts(RULE, "a", "pump", Optional.empty(), new long[0]);
    alerts.hear(new Said(0, 50, Optional.of(15.0), false, 3, Optional.empty()));
    alerts.hear(new Said(HOUR, 50, Optional.of(15.0), false, 3, Optional.empty()));
    assertThat(alerts.end()).hasSize(1);
  }

  @Test
  void anomaliesAreThoseOfTheModelThatSaidSo() {
    PredictionRule odd = rule("kind = anomaly, readings = 1, quiet = 1 hour");
    DeviceAlerts alerts = new DeviceAlerts(odd, "a", "pump", Optional.empty(), new long[0]);
    alerts.hear(new Said(0, 1e9, Optional.empty(), false, 3, Optional.empty()));
    alerts.hear(new Said(HOUR, 0.1, Optional.empty(), true, 4, Optional.empty()));
    assertThat(alerts.end()).singleElement().matches(alert -> alert.model().version() == 4);
  }

  @Test
  void whatIsLikelyFollowsFromScoresThatAreTooOldToRaiseAnything() {
    PredictionRule likely = rule("kind = likelihood, readings = 1, quiet = 1 hour");
    DeviceAlerts alerts = new DeviceAlerts(likely, "a", "pump", Optional.empty(), new long[0]);
    for (int hour = 0; hour < 200; hour++) {
      double score = hour == 140 || hour == 180 ? 50 : hour % 3;
      Said said = new Said(hour * HOUR, score, Optional.empty(), false, 3, Optional.empty());
      if (hour < 150) {
        alerts.remember(said);
      } else {
        alerts.hear(said);
      }
    }
    assertThat(alerts.end()).extracting(Alert::raisedAt).containsExactly(hour(180));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind = remaining-life, below = 20",
        "kind = predicted-life, below = 20",
        "kind = probability, above = 0.5",
        "kind = anomaly",
        "kind = likelihood"
      })
  void everyAlertSaysWhatToDoAndWhatItWasRaisedBy(String keys) {
    PredictionRule rule = rule(keys + ", readings = 1, action = \"Stop it.\"");
    DeviceAlerts alerts = new DeviceAlerts(rule, "a", "pump", Optional.empty(), new long[0]);
    for (int hour = 0; hour < 150; hour++) {
      alerts.remember(
          new Said(hour * HOUR, hour % 3, Optional.empty(), false, 3, Optional.empty()));
    }
    alerts.hear(new Said(150 * HOUR, 15, Optional.empty(), true, 3, Optional.empty()));
    Alert alert = alerts.end().get(0);
    assertThat(alert.action()).isEqualTo("Stop it.");
    assertThat(alert.evidence()).containsEntry("prediction", "15");
    assertThat(alert.json()).contains("\"action\":\"Stop it.\"", "\"prediction\":\"15\"");
  }

  @Test
  void aRuleThatCannotBeIsRefusedWithItsKey() {
    assertThatThrownBy(() -> rule("kind = remaining-life, below = 20, clear-above = 10"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("clear-above")
        .hasMessageContaining("expected: at least below, 20");
    assertThatThrownBy(() -> rule("kind = magic"))
        .hasMessageContaining(
            "'magic' (expected: one of remaining-life, predicted-life, probability, anomaly,"
                + " likelihood, silence, quarantine, missing, drift)");
  }

  private static PredictionRule rule(String keys) {
    return (PredictionRule)
        ConfigReader.parse("pipeline = pumps, r { name = short, " + keys + " }")
            .readOnly(
                "r",
                in ->
                    AlertRule.read(
                        in, new PredictionRule.Defaults(3, Duration.ofHours(24), LIKELIHOOD)));
  }

  private static List<Alert> heard(double... lives) {
    return heard(new long[0], lives);
  }

  private static List<Alert> heard(long[] ends, double... lives) {
    return heard(Optional.empty(), ends, lives);
  }

  private static List<Alert> heard(Optional<Alert> last, long[] ends, double... lives) {
    DeviceAlerts alerts = new DeviceAlerts(RULE, "a", "pump", last, ends);
    for (int i = 0; i < lives.length; i++) {
      alerts.hear(new Said(i * HOUR, lives[i], Optional.empty(), false, 3, Optional.empty()));
    }
    return alerts.end();
  }

  private static Instant hour(int hours) {
    return Instant.EPOCH.plus(Duration.ofHours(hours));
  }
}
