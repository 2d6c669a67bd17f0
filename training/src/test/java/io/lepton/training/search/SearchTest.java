package io.lepton.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final List<Trial> NINE =
      IntStream.rangeClosed(1, 9).mapToObj(number -> TestingSearch.trial(number, 9)).toList();
  private static final List<Rung> RUNGS = new Halving(3, 1).rungs(9, 9);

  private final List<String> trained = Collections.synchronizedList(new ArrayList<>());
  private final Log log = new Log();

  /** Keeps rows in memory, as the table does on disk. */
  private static final class Log implements TrialLog {
    private final Map<String, Outcome> known = new HashMap<>();

    @Override
    public Optional<Outcome> outcome(String hash) {
      return Optional.ofNullable(known.get(hash));
    }

    @Override
    public void add(TrialRun run) {
      assertThat(known.put(run.trial().hash(), run.outcome())).isNull();
    }
  }

  @Test
  void theBestThirdOfEachRungGoesOn() {
    // after 1 epoch trials 4, 2 and 9 are ahead, after 3 epochs trial 9, which is no good after 9
    Map<Integer, List<Double>> scores =
        Map.of(
            1, List.of(7.0, 3.0, 8.0, 2.0, 9.0, 5.0, 6.0, 9.5, 4.0),
            3, List.of(0.0, 5.0, 0.0, 4.0, 0.0, 0.0, 0.0, 0.0, 3.0),
            9, List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 99.0));
    Search.Result result = search(2, Instant.MAX, scored(scores)).run(NINE);
    assertThat(trained.subList(0, 9)).hasSize(9).allMatch(run -> run.endsWith("@1"));
    assertThat(trained.subList(9, 12)).containsExactlyInAnyOrder("4@3", "2@3", "9@3");
    assertThat(trained.subList(12, 13)).containsExactly("9@9");
    assertThat(trained).hasSize(13);
    assertThat(result.isComplete()).isTrue();
    assertThat(result.best().orElseThrow().outcome().score()).isEqualTo(99);
    assertThat(result.runs()).extracting(run -> run.trial().number()).startsWith(9, 9, 4, 2, 4, 2);
  }

  @Test
  void goesOnWhereItWasBrokenOff() {
    Function<Trial, Outcome> dying =
        trial -> {
          if (trained.size() == 10) {
            throw new IllegalStateException("the machine stopped");
          }
          return byNumber(trial);
        };
    assertThatThrownBy(() -> search(1, Instant.MAX, dying).run(NINE))
        .hasMessage("the machine stopped");
    assertThat(trained).hasSize(10);
    Search.Result again = search(1, Instant.MAX, this::byNumber).run(NINE);
    assertThat(trained).hasSize(13).doesNotHaveDuplicates();
    Search fresh = new Search(RUNGS, new Log(), sideBySide(1, Instant.MAX), this::byNumber);
    assertThat(fresh.run(NINE)).isEqualTo(again);
    int before = trained.size();
    assertThat(search(1, Instant.MAX, this::byNumber).run(NINE)).isEqualTo(again);
    assertThat(trained).hasSize(before);
  }

  @Test
  void aTrialThatFailsIsKeptAndGoesNoFurther() {
    Function<Trial, Outcome> failing =
        trial -> trial.number() > 2 ? Outcome.failed(1, "the loss became NaN") : byNumber(trial);
    Search.Result result = search(1, Instant.MAX, failing).run(NINE);
    assertThat(log.known.values()).filteredOn(outcome -> !outcome.isFinished()).hasSize(7);
    assertThat(trained).containsExactly("1@1", "2@1", "1@3", "2@3", "1@9");
    assertThat(result.best().orElseThrow().trial().number()).isEqualTo(1);
    Search.Result none = search(1, Instant.MAX, failing).run(NINE.subList(2, 9));
    assertThat(none.best()).isEmpty();
  }

  @Test
  void beginsNothingWhenTheTimeIsOver() {
    // the clock moves a second with each trial
    Search search = search(1, Instant.ofEpochSecond(10), this::byNumber);
    Search.Result result = search.run(NINE);
    assertThat(trained).hasSize(10);
    assertThat(result.isComplete()).isFalse();
    assertThat(result.best().orElseThrow().rung()).isEqualTo(2);
  }

  @Test
  void randomSearchTrainsEachTrialForItsOwnEpochs() {
    List<Trial> trials = List.of(TestingSearch.trial(1, 4), TestingSearch.trial(2, 8));
    List<Rung> rungs = List.of(new Rung(1, 2, OptionalInt.empty()));
    new Search(rungs, log, sideBySide(1, Instant.MAX), this::byNumber).run(trials);
    assertThat(trained).containsExactly("1@4", "2@8");
  }

  private Outcome byNumber(Trial trial) {
    return score(trial, trial.number());
  }

  private Function<Trial, Outcome> scored(Map<Integer, List<Double>> scores) {
    return trial -> score(trial, scores.get(epochs(trial)).get(trial.number() - 1));
  }

  private Outcome score(Trial trial, double score) {
    trained.add(trial.number() + "@" + epochs(trial));
    return Outcome.finished(score, 1, 1);
  }

  private static int epochs(Trial trial) {
    return trial.config().fitting().epochs();
  }

  private Search search(int threads, Instant end, Function<Trial, Outcome> training) {
    return new Search(RUNGS, log, sideBySide(threads, end), training);
  }

  private SideBySide sideBySide(int threads, Instant end) {
    return new SideBySide(threads, new TrialClock(), end);
  }

  /** A second later for each trial that was trained. */
  private final class TrialClock extends Clock {
    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(trained.size());
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
