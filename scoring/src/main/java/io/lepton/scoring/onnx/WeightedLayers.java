package io.lepton.scoring.onnx;

import io.lepton.scoring.onnx.OnnxGraph.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that have parameters, with the activation after them. */
final class WeightedLayers {
  private static final int GATES = 4;

  private final OnnxGraph graph;

  WeightedLayers(OnnxGraph graph) {
    this.graph = graph;
  }

  /** {@code [windows, numbers, steps]} to the same with other sizes. */
  String convolution(Convolution1DLayer conf, Layer layer, String value) {
    OnnxExport.require(conf.getRnnDataFormat() == RNNFormat.NCW, conf);
    long in = conf.getNIn();
    long out = conf.getNOut();
    long kernel = conf.getKernelSize()[0];
    // told to be [out, in, kernel, 1], and read as what it is in memory
    INDArray filters = layer.getParam("W").dup('c').reshape('c', kernel, in, out);
    List<String> inputs = new ArrayList<>(List.of(value));
    inputs.add(graph.floats(numbers(filters.permute(2, 1, 0)), out, in, kernel));
    if (conf.hasBias()) {
      inputs.add(row(layer));
    }
    return activated(conf.getActivationFn(), graph.add("Conv", inputs, Places.of(conf)));
  }

  /** {@code [windows, numbers]} to the same with another size. */
  String dense(FeedForwardLayer conf, boolean hasBias, Layer layer, String value) {
    INDArray matrix = layer.getParam("W"); // [in, out]
    List<String> inputs = new ArrayList<>(List.of(value));
    inputs.add(graph.floats(numbers(matrix), matrix.size(0), matrix.size(1)));
    if (hasBias) {
      inputs.add(row(layer));
    }
    return activated(conf.getActivationFn(), graph.add("Gemm", inputs));
  }

  /**
   * {@code [windows, numbers, steps]} to the same with the units. ONNX wants the steps first, gates
   * in the order input, output, forget, cell, and two biases of each; Deeplearning4j keeps cell,
   * forget, output, input.
   */
  String memory(LSTM conf, Layer layer, String value) {
    OnnxExport.require(conf.getRnnDataFormat() == RNNFormat.NCW, conf);
    OnnxExport.require(conf.getActivationFn() instanceof ActivationTanH, conf);
    OnnxExport.require(conf.getGateActivationFn() instanceof ActivationSigmoid, conf);
    int units = (int) conf.getNOut();
    INDArray fromInput = layer.getParam("W"); // [in, gates * units]
    INDArray fromUnits = layer.getParam("RW"); // [units, gates * units]
    float[] biases = new float[2 * GATES * units];
    System.arraycopy(
        gates(layer.getParam("b").reshape(1, (long) GATES * units)), 0, biases, 0, GATES * units);
    String stepsFirst = graph.add("Transpose", List.of(value), Attribute.row("perm", 2, 0, 1));
    String told =
        graph.add(
            "LSTM",
            List.of(
                stepsFirst,
                graph.floats(gates(fromInput), 1, (long) GATES * units, fromInput.size(0)),
                graph.floats(gates(fromUnits), 1, (long) GATES * units, units),
                graph.floats(biases, 1, biases.length)),
            Attribute.of("hidden_size", units)); // [steps, 1, windows, units]
    String oneWay = graph.add("Squeeze", List.of(told, graph.longs(1)));
    return graph.add("Transpose", List.of(oneWay), Attribute.row("perm", 1, 2, 0));
  }

  /** The columns of a matrix as rows, gate after gate in the order of ONNX. */
  private static float[] gates(INDArray columns) {
    float[] rows = numbers(columns.transpose());
    int size = rows.length / GATES;
    float[] ordered = new float[rows.length];
    for (int gate = 0; gate < GATES; gate++) { // the other way round
      System.arraycopy(rows, (GATES - 1 - gate) * size, ordered, gate * size, size);
    }
    return ordered;
  }

  String activated(IActivation activation, String value) {
    List<String> inputs = List.of(value);
    if (activation instanceof ActivationIdentity) {
      return value;
    }
    if (activation instanceof ActivationTanH) {
      return graph.add("Tanh", inputs);
    }
    if (activation instanceof ActivationSigmoid) {
      return graph.add("Sigmoid", inputs);
    }
    if (activation instanceof ActivationSoftmax) {
      return graph.add("Softmax", inputs, Attribute.of("axis", 1));
    }
    if (activation instanceof ActivationLReLU leaky) {
      return graph.add("LeakyRelu", inputs, Attribute.of("alpha", leaky.getAlpha()));
    }
    if (activation instanceof ActivationELU exponential) {
      return graph.add("Elu", inputs, Attribute.of("alpha", exponential.getAlpha()));
    }
    OnnxExport.require(activation.equals(new ActivationReLU()), activation);
    return graph.add("Relu", inputs);
  }

  private String row(Layer layer) {
    float[] biases = numbers(layer.getParam("b"));
    return graph.floats(biases, biases.length);
  }

  private static float[] numbers(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
