package io.lepton.training;

import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * What convolutions and dense layers put their sums through. Long short-term memory has its own:
 * the hyperbolic tangent.
 */
public enum Nonlinearity {
  /** The hyperbolic tangent. */
  TANH(Activation.TANH, WeightInit.XAVIER),
  /** Zero below zero. */
  RELU(Activation.RELU, WeightInit.RELU),
  /** A hundredth below zero. */
  LEAKY_RELU(Activation.LEAKYRELU, WeightInit.RELU),
  /** The exponential below zero. */
  ELU(Activation.ELU, WeightInit.RELU),
  /** From 0 to 1. */
  SIGMOID(Activation.SIGMOID, WeightInit.XAVIER);

  private final Activation activation;
  private final WeightInit weights;

  Nonlinearity(Activation activation, WeightInit weights) {
    this.activation = activation;
    this.weights = weights;
  }

  Activation activation() {
    return activation;
  }

  /** How first weights are drawn for it: Glorot's way, or He's where half the range is cut off. */
  WeightInit weights() {
    return weights;
  }
}
