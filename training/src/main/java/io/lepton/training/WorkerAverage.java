package io.lepton.training;

import java.io.Serializable;

/**
 * What one worker, or several taken together, come to in one round; arrays are not copied.
 *
 * @param parameters mean parameters, weighted by examples
 * @param updaterState mean state of the updater, weighted the same
 * @param squaredNorm mean squared length of the workers' parameters, weighted the same
 * @param work what they did
 */
record WorkerAverage(float[] parameters, float[] updaterState, double squaredNorm, WorkDone work)
    implements Serializable {
  static final WorkerAverage NONE = new WorkerAverage(new float[0], new float[0], 0, WorkDone.NONE);

  /** One worker's. */
  static WorkerAverage of(NetworkState state, WorkDone work) {
    double squaredNorm = squaredLength(state.parameters());
    return new WorkerAverage(state.parameters(), state.updaterState(), squaredNorm, work);
  }

  /** How far the workers are from their mean: root mean square, relative to its length. */
  double divergence() {
    double length = squaredLength(parameters);
    return length == 0 ? 0 : Math.sqrt(Math.max(0, squaredNorm - length) / length);
  }

  private static double squaredLength(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }
}
