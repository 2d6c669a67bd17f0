package io.lepton.features.label;

/** What kind of question a label asks: it decides the loss and the scores. */
public enum Task {
  /** One number; squared error. */
  REGRESSION,
  /** One of several classes; cross-entropy. */
  CLASSIFICATION,
  /** Numbers of the next readings; squared error in scaled units. */
  FORECAST,
  /** The window itself; squared error in scaled units. */
  RECONSTRUCTION
}
