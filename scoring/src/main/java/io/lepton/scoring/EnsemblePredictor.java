package io.lepton.scoring;

import java.util.List;

/** Networks that answer together: the mean of their outputs, of classes that of probabilities. */
final class EnsemblePredictor implements Predictor {
  private final List<Predictor> members;

  EnsemblePredictor(List<Predictor> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("members: [] (expected: at least one)");
    }
    this.members = List.copyOf(members);
  }

  @Override
  public float[] predict(float[] miniBatch, int windows) {
    double[] sums = new double[0];
    for (Predictor member : members) {
      float[] outputs = member.predict(miniBatch, windows);
      sums = sums.length == 0 ? new double[outputs.length] : sums;
      for (int i = 0; i < outputs.length; i++) {
        sums[i] += outputs[i];
      }
    }
    float[] means = new float[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (sums[i] / members.size());
    }
    return means;
  }

  @Override
  public void close() {
    members.forEach(Predictor::close);
  }
}
