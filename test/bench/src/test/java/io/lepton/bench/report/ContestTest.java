package io.lepton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {
  @Test
  void contestantsTakeTurnsAndAreComparedRoundByRound() throws Exception {
    List<String> turns = new ArrayList<>();
    Contest contest = new Contest("the limit", Duration.ZERO);
    contest.add("limit", () -> speed(turns, "l", 100, 200, 400));
    contest.add("other", () -> speed(turns, "o", 900, 100, 100));
    Reporting reporting = new Reporting();
    contest.run(2, reporting);
    assertThat(turns).containsExactly("l", "o", "o", "l", "l", "o");
    assertThat(reporting.figures())
        .contains(new Figure("other against the limit", Figure.RATIO, new Spread(0.375, 0.25, 0.5)))
        .contains(new Figure("limit", "windows/s", new Spread(300, 200, 400)));
  }

  private static double speed(List<String> turns, String who, double... speeds) {
    double speed = speeds[(int) turns.stream().filter(who::equals).count()];
    turns.add(who);
    return speed;
  }
}
