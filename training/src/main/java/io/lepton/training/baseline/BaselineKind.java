package io.lepton.training.baseline;

import io.lepton.features.label.Label;
import io.lepton.features.label.Task;
import java.util.Locale;

/** A kind of simple model. */
public enum BaselineKind {
  /**
   * Ridge or logistic regression on statistics of the window; for a forecast ridge regression from
   * the window's readings to the steps, the same for all channels; for a window given back its
   * principal components.
   */
  LINEAR,
  /** Gradient boosting on statistics of the window; several classes take a random forest. */
  BOOSTED_TREES;

  /** Whether it answers such questions. */
  public boolean suits(Task task) {
    return this == LINEAR || task == Task.REGRESSION || task == Task.CLASSIFICATION;
  }

  /** What people call it where it answers such a label. */
  public String name(Label label) {
    boolean several = this == BOOSTED_TREES && label.classes().size() > 2;
    return several ? "random-forest" : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
