package io.lepton.training;

import java.util.Arrays;

/** How much the windows of each class count in the loss. */
public enum ClassWeights {
  /** All windows the same. */
  NONE,
  /**
   * All classes the same: a window of a class counts n / (k * n_c), where n windows are of k
   * classes, and n_c of this one. The mean over all windows is 1.
   */
  BALANCED;

  /**
   * The weight of each class.
   *
   * @param windows of each class in the training split; a class without any has weight 1
   */
  float[] of(long[] windows) {
    float[] weights = new float[windows.length];
    Arrays.fill(weights, 1);
    if (this == BALANCED) {
      double all = Arrays.stream(windows).sum();
      long classes = Arrays.stream(windows).filter(count -> count > 0).count();
      for (int c = 0; c < weights.length; c++) {
        weights[c] = windows[c] == 0 ? 1 : (float) (all / (classes * windows[c]));
      }
    }
    return weights;
  }
}
