package io.lepton.jobs.evaluation;

import io.lepton.features.label.Label;
import io.lepton.features.label.Task;
import io.lepton.training.evaluation.ClassificationScores;
import io.lepton.training.evaluation.IntervalScores;
import io.lepton.training.evaluation.ProbabilityScores;
import io.lepton.training.evaluation.RegressionScores;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The scores of some windows whose truth is known; those that the label's task has not count
 * nothing.
 */
final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Label label;
  private final RegressionScores numbers = new RegressionScores();
  private final ClassificationScores classes;
  private final List<ProbabilityScores> probabilities = new ArrayList<>(); // of each class
  private final IntervalScores intervals = new IntervalScores();
  private long count;
  private double losses;
  private double naiveLosses;
  private double absoluteErrors;

  /** Counts nothing yet. */
  Tally(Label label) {
    this.label = label;
    this.classes = new ClassificationScores(Math.max(2, label.classes().size()));
    label.classes().forEach(name -> probabilities.add(new ProbabilityScores()));
  }

  /** The scores of one device. */
  static Tally of(Label label, HeldOut.Device device) {
    Tally tally = new Tally(label);
    device.windows().forEach(tally::add);
    return tally;
  }

  /** Counts one window. */
  void add(HeldOut.Window window) {
    HeldOut.Truth truth = window.truth();
    count++;
    losses += window.errors().loss();
    naiveLosses += window.errors().naive();
    absoluteErrors += window.errors().absolute();
    window.interval().ifPresent(interval -> intervals.add(truth.label(), interval));
    if (label.task() == Task.REGRESSION) {
      numbers.add(truth.label(), truth.prediction());
    }
    if (label.task() == Task.CLASSIFICATION) {
      int found = (int) truth.label();
      double probability = Math.exp(-window.errors().loss());
      classes.add(found, new ClassificationScores.Said(truth.predicted(), probability));
      for (int c = 0; c < probabilities.size(); c++) {
        probabilities.get(c).add(found == c, probability(window, c));
      }
    }
  }

  /** What a window says of a class; not a number where that was not kept. */
  static double probability(HeldOut.Window window, int index) {
    return window.probabilities().length == 0 ? Double.NaN : window.probabilities()[index];
  }

  /** Counts the windows of another tally, so many times each. */
  void add(Tally others, int times) {
    count += times * others.count;
    losses += times * others.losses;
    naiveLosses += times * others.naiveLosses;
    absoluteErrors += times * others.absoluteErrors;
    numbers.add(others.numbers, times);
    classes.add(others.classes, times);
    intervals.add(others.intervals, times);
    for (int c = 0; c < probabilities.size(); c++) {
      probabilities.get(c).add(others.probabilities.get(c), times);
    }
  }

  /** Windows counted. */
  long count() {
    return count;
  }

  /** Mean loss of the model. */
  double loss() {
    return losses / count;
  }

  /** Mean loss of the naive guess. */
  double naiveLoss() {
    return naiveLosses / count;
  }

  /** Mean absolute error of the model. */
  double absoluteError() {
    return absoluteErrors / count;
  }

  /** Errors of numbers. */
  RegressionScores numbers() {
    return numbers;
  }

  /** Which classes were taken for which. */
  ClassificationScores classes() {
    return classes;
  }

  /** How good the probabilities of a class are. */
  ProbabilityScores probabilities(int index) {
    return probabilities.get(index);
  }

  /** How good the intervals are. */
  IntervalScores intervals() {
    return intervals;
  }
}
