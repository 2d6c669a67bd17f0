package io.lepton.training.baseline;

import java.io.Serializable;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Least squares with a ridge from so many inputs to several outputs: sums of products, which are
 * solved by Cholesky's decomposition (Hoerl and Kennard 1970 for the ridge). There is no intercept:
 * an input that is always 1 does, and is bent as little as any other.
 */
final class NormalEquations implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[][] inputs; // sums of products; the upper triangle
  private final double[][] outputs;

  NormalEquations(int inputs, int outputs) {
    this.inputs = new double[inputs][inputs];
    this.outputs = new double[inputs][outputs];
  }

  /** Counts an example. */
  void add(double[] input, double[] output) {
    for (int i = 0; i < input.length; i++) {
      double factor = input[i];
      double[] products = inputs[i];
      for (int j = i; j < input.length; j++) {
        products[j] += factor * input[j];
      }
      double[] answers = outputs[i];
      for (int j = 0; j < output.length; j++) {
        answers[j] += factor * output[j];
      }
    }
  }

  /** Counts what others have. */
  void add(NormalEquations others) {
    add(inputs, others.inputs);
    add(outputs, others.outputs);
  }

  private static void add(double[][] sums, double[][] others) {
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums[i].length; j++) {
        sums[i][j] += others[i][j];
      }
    }
  }

  /**
   * The weights, {@code [inputs][outputs]}.
   *
   * @param ridge share of the mean squared input that is added to each
   */
  double[][] solved(double ridge) {
    int size = inputs.length;
    double trace = 0;
    for (int i = 0; i < size; i++) {
      trace += inputs[i][i];
    }
    RealMatrix whole = new Array2DRowRealMatrix(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        whole.setEntry(i, j, inputs[i][j]);
        whole.setEntry(j, i, inputs[i][j]);
      }
      // Without any input that moves the least number will do: all weights become 0.
      whole.addToEntry(i, i, Math.max(Double.MIN_NORMAL, ridge * trace / size));
    }
    return new CholeskyDecomposition(whole, 1e-9, 0)
        .getSolver()
        .solve(new Array2DRowRealMatrix(outputs, false))
        .getData();
  }
}
