package io.lepton.scoring;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

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

  /** Those of all members; if they have none in common any one, always the same. */
  @Override
  public int[] places(int miniBatchSize) {
    Set<Integer> common = new TreeSet<>();
    IntStream.range(0, miniBatchSize).forEach(common::add);
    for (Predictor member : members) {
      common.retainAll(IntStream.of(member.places(miniBatchSize)).boxed().toList());
    }
    return common.isEmpty() ? new int[] {0} : common.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public void close() {
    members.forEach(Predictor::close);
  }
}
