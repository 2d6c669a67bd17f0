package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.features.Targets;
import io.lepton.features.label.Label;
import io.lepton.training.evaluation.ClassificationScores;
import io.lepton.training.evaluation.RegressionScores;
import io.lepton.training.evaluation.SeriesScores;
import java.io.Serializable;

/** Scores windows as the task has it. Of the scores it holds, the task's alone count anything. */
final class ValidationScores implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Targets targets;
  private final RegressionScores numbers = new RegressionScores();
  private final ClassificationScores classes;
  private final SeriesScores series = new SeriesScores();

  ValidationScores(Targets targets) {
    this.targets = requireNonNull(targets, "targets");
    this.classes = new ClassificationScores(Math.max(2, targets.label().classes().size()));
  }

  /** Counts the windows of a mini-batch: targets and what the network said, row after row. */
  void add(float[] truths, float[] outputs) {
    switch (targets.task()) {
      case REGRESSION -> addNumbers(truths, outputs);
      case CLASSIFICATION -> addClasses(truths, outputs);
      case FORECAST, RECONSTRUCTION -> addSeries(truths, outputs);
    }
  }

  /** Counts the windows that others have scored. */
  void add(ValidationScores others) {
    numbers.add(others.numbers);
    classes.add(others.classes);
    series.add(others.series);
  }

  /** The task's score. */
  double score() {
    return switch (Score.of(targets.task())) {
      case RMSE -> numbers.rmse();
      case CROSS_ENTROPY -> classes.logLoss();
      case MEAN_SQUARED_ERROR -> series.mse();
    };
  }

  private void addNumbers(float[] truths, float[] outputs) {
    Label label = targets.label();
    for (int i = 0; i < truths.length; i++) {
      numbers.add(truths[i] * label.scale(), label.meaning(outputs[i] * label.scale()));
    }
  }

  private void addClasses(float[] truths, float[] outputs) {
    int size = targets.size();
    double[] probabilities = new double[size];
    for (int row = 0; row < truths.length; row += size) {
      int truth = 0;
      for (int c = 0; c < size; c++) {
        truth = truths[row + c] == 1 ? c : truth;
        probabilities[c] = outputs[row + c];
      }
      classes.add(truth, probabilities);
    }
  }

  private void addSeries(float[] truths, float[] outputs) {
    for (int i = 0; i < truths.length; i++) {
      series.add(truths[i], outputs[i]);
    }
  }
}
