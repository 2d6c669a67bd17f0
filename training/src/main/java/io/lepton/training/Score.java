package io.lepton.training;

import io.lepton.features.label.Task;

/** How well a network answers, in one number for each kind of question; lower is better. */
public enum Score {
  /** Root mean square error in label units, for regression. */
  RMSE("RMSE", "rmse"),
  /** Mean of the negative logarithm of the true class's probability, for classification. */
  CROSS_ENTROPY("cross-entropy", "cross_entropy"),
  /** Mean squared error of each number in scaled units, for forecasts and reconstruction. */
  MEAN_SQUARED_ERROR("mean squared error", "mse");

  private final String words;
  private final String key;

  Score(String words, String key) {
    this.words = words;
    this.key = key;
  }

  /** The score of such questions. */
  public static Score of(Task task) {
    return switch (task) {
      case REGRESSION -> RMSE;
      case CLASSIFICATION -> CROSS_ENTROPY;
      case FORECAST, RECONSTRUCTION -> MEAN_SQUARED_ERROR;
    };
  }

  /** Its name, for people. */
  public String words() {
    return words;
  }

  /** Its name in a file. */
  public String key() {
    return key;
  }

  /** A network's own mean loss in terms of this score, where labels were divided by a scale. */
  double ofLoss(double loss, double labelScale) {
    return this == RMSE ? Math.sqrt(loss) * labelScale : loss;
  }
}
