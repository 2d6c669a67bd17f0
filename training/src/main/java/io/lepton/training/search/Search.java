package io.lepton.training.search;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Climbs the rungs: trains the trials of each, and lets the best of them go on to the next. What
 * the log knows is not trained again, so that a search that was broken off goes on where it was.
 */
public final class Search {
  private final List<Rung> rungs;
  private final TrialLog log;
  private final SideBySide sideBySide;
  private final Function<Trial, Outcome> training;

  /**
   * A search.
   *
   * @param training trains a trial on any thread
   */
  public Search(
      List<Rung> rungs, TrialLog log, SideBySide sideBySide, Function<Trial, Outcome> training) {
    this.rungs = List.copyOf(rungs);
    this.log = requireNonNull(log, "log");
    this.sideBySide = requireNonNull(sideBySide, "sideBySide");
    this.training = requireNonNull(training, "training");
  }

  /**
   * What came of a search.
   *
   * @param runs the best first
   * @param isComplete whether there was time for all
   */
  public record Result(List<TrialRun> runs, boolean isComplete) {
    /** Sorts them. */
    public Result {
      runs = runs.stream().sorted(TrialRun.BEST_FIRST).toList();
    }

    /** The best on the highest rung; none if all failed or there was no time. */
    public Optional<TrialRun> best() {
      return runs.stream().findFirst().filter(run -> run.outcome().isFinished());
    }
  }

  /** Trains as much as is missing and as there is time for. */
  public Result run(List<Trial> trials) {
    List<TrialRun> all = new ArrayList<>();
    List<Trial> going = trials;
    for (Rung rung : rungs) {
      List<Trial> here = going.stream().limit(rung.trials()).map(rung::take).toList();
      List<TrialRun> runs = run(rung, here);
      all.addAll(runs);
      if (runs.size() < here.size()) {
        return new Result(all, false);
      }
      // nobody climbs on the score of a part of a rung: the order of ends would decide
      going =
          runs.stream()
              .filter(run -> run.outcome().isFinished())
              .sorted(TrialRun.BEST_FIRST)
              .map(TrialRun::trial)
              .toList();
    }
    return new Result(all, true);
  }

  private List<TrialRun> run(Rung rung, List<Trial> trials) {
    List<TrialRun> runs = new ArrayList<>();
    List<Trial> missing = new ArrayList<>();
    for (Trial trial : trials) {
      log.outcome(trial.hash())
          .ifPresentOrElse(
              known -> runs.add(new TrialRun(trial, rung.number(), known)),
              () -> missing.add(trial));
    }
    sideBySide.run(
        missing,
        trial -> new TrialRun(trial, rung.number(), training.apply(trial)),
        run -> {
          log.add(run);
          runs.add(run);
        });
    return runs;
  }
}
