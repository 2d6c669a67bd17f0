package io.lepton.training;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The fast gradient sign method: {@code x + epsilon * sign(dL/dx)} (Goodfellow et al. 2015). */
final class FastGradientSign {
  private FastGradientSign() {}

  /**
   * Windows moved to where the network's loss is larger; what they were is left as it is.
   *
   * @param windows {@code [mini-batch, channels, steps]}
   * @param targets {@code [mini-batch, targets]}
   */
  static INDArray moved(
      MultiLayerNetwork network, INDArray windows, INDArray targets, double epsilon) {
    INDArray slope = network.calculateGradients(windows, targets, null, null).getSecond();
    return windows.add(Transforms.sign(slope, true).muli(epsilon));
  }

  /** A mini-batch and, behind it, its first windows again, moved. */
  static DataSet extended(MultiLayerNetwork network, DataSet miniBatch, Adversarial adversarial) {
    int rows = adversarial.rows(miniBatch.numExamples());
    INDArray windows = first(miniBatch.getFeatures(), rows);
    INDArray targets = first(miniBatch.getLabels(), rows);
    INDArray moved = moved(network, windows, targets, adversarial.epsilon());
    return new DataSet(
        Nd4j.concat(0, miniBatch.getFeatures(), moved),
        Nd4j.concat(0, miniBatch.getLabels(), targets));
  }

  private static INDArray first(INDArray all, int rows) {
    return all.get(NDArrayIndex.interval(0, rows)).dup('c');
  }
}
