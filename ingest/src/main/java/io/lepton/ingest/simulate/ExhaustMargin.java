package io.lepton.ingest.simulate;

/**
 * The end of an engine's life: its exhaust at take-off is hotter than a new engine's by the whole
 * margin. Airlines remove engines by this rule; new ones come with 30 to 80 K.
 */
final class ExhaustMargin {
  /** K at take-off. */
  static final double MARGIN = 30;

  private static final double MAX_LOSS = 0.2;
  private static final int HALVINGS = 30;

  private ExhaustMargin() {}

  /** The loss of efficiency at which this fault has used up the margin of an engine. */
  static double loss(TurbofanModel model, EngineHealth before, FaultMode mode) {
    double limit = model.takeOffExhaust(EngineHealth.NEW) + MARGIN;
    double low = 0;
    double high = MAX_LOSS;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (model.takeOffExhaust(mode.wear(before, middle)) < limit) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
