package io.lepton.scoring.onnx;

import io.lepton.lake.PipelineException;
import io.lepton.scoring.onnx.OnnxGraph.Attribute;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;

/**
 * A network of Deeplearning4j as a model of ONNX, for whatever runs those: it takes {@code
 * [windows, channels, steps]} and gives {@code [windows, targets]}, for any number of windows. It
 * is made of layers and parameters alone, and knows those that Lepton's networks are made of;
 * another is refused. What only training needs (dropout, losses, penalties) is left out.
 */
public final class OnnxExport {
  private static final String INPUT = "input";
  private static final long STEPS = 2; // the axis of a sequence: [windows, numbers, steps]

  private final OnnxGraph graph = new OnnxGraph();
  private final WeightedLayers weighted = new WeightedLayers(graph);

  private OnnxExport() {}

  /**
   * The model's bytes, the same for the same network.
   *
   * @param channels numbers of each step of a window
   * @param steps of a window
   * @throws PipelineException of kind CONFIG if a layer is not known here
   */
  public static byte[] of(MultiLayerNetwork network, int channels, int steps) {
    OnnxExport export = new OnnxExport();
    String value = INPUT;
    for (int i = 0; i < network.getnLayers(); i++) {
      InputPreProcessor before = network.getLayerWiseConfigurations().getInputPreProcess(i);
      value = before == null ? value : export.reshape(before, value);
      value = export.layer(network.getLayer(i), value);
    }
    return export.graph.model(INPUT, List.of((long) channels, (long) steps), value);
  }

  /** What Deeplearning4j does between two layers. */
  private String reshape(InputPreProcessor reshape, String value) {
    if (reshape instanceof KerasFlattenRnnPreprocessor) {
      return graph.add("Flatten", List.of(value), Attribute.of("axis", 1));
    }
    if (reshape instanceof PermutePreprocessor permute) {
      int[] order = permute.getPermutationIndices(); // counted from 1, without the mini-batch
      require(order.length == 2 && order[0] == 2 && order[1] == 1, reshape);
      return graph.add("Transpose", List.of(value), Attribute.row("perm", 0, 2, 1));
    }
    if (reshape instanceof ComposableInputPreProcessor several) {
      String reshaped = value;
      for (InputPreProcessor one : several.getInputPreProcessors()) {
        reshaped = reshape(one, reshaped);
      }
      return reshaped;
    }
    throw unknown(reshape);
  }

  private String layer(Layer layer, String value) {
    org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
    if (conf instanceof Convolution1DLayer convolution) {
      return weighted.convolution(convolution, layer, value);
    }
    if (conf instanceof LSTM memory) {
      return weighted.memory(memory, layer, value);
    }
    if (conf instanceof DenseLayer dense) {
      require(!dense.hasLayerNorm(), conf);
      return weighted.dense(dense, dense.hasBias(), layer, value);
    }
    if (conf instanceof OutputLayer output) {
      return weighted.dense(output, output.hasBias(), layer, value);
    }
    if (conf instanceof LossLayer loss) {
      return weighted.activated(loss.getActivationFn(), value);
    }
    return withoutWeights(conf, value);
  }

  private String withoutWeights(org.deeplearning4j.nn.conf.layers.Layer conf, String value) {
    if (conf instanceof ZeroPadding1DLayer padding) {
      int[] zeros = padding.getPadding();
      String pads = graph.longs(0, 0, zeros[0], 0, 0, zeros[1]);
      return graph.add("Pad", List.of(value, pads));
    }
    if (conf instanceof Cropping1D cropping) {
      int[] cut = cropping.getCropping();
      String from = graph.longs(cut[0]);
      String until = graph.longs(cut[1] == 0 ? Long.MAX_VALUE : -cut[1]);
      return graph.add("Slice", List.of(value, from, until, graph.longs(STEPS)));
    }
    if (conf instanceof Subsampling1DLayer pool) {
      require(pool.getPoolingType() == PoolingType.MAX, conf);
      return graph.add("MaxPool", List.of(value), Places.of(pool));
    }
    if (conf instanceof Upsampling1D repeated) {
      String scales = graph.floats(new float[] {1, 1, repeated.getSize()[0]}, 3);
      return graph.add(
          "Resize",
          List.of(value, "", scales),
          Attribute.of("mode", "nearest"),
          Attribute.of("nearest_mode", "floor"),
          Attribute.of("coordinate_transformation_mode", "asymmetric"));
    }
    if (conf instanceof GlobalPoolingLayer all) {
      return overAllSteps(all, value);
    }
    throw unknown(conf);
  }

  private String overAllSteps(GlobalPoolingLayer all, String value) {
    require(all.getPoolingDimensions() == null && all.isCollapseDimensions(), all);
    require(
        all.getPoolingType() == PoolingType.AVG || all.getPoolingType() == PoolingType.MAX, all);
    return graph.add(
        all.getPoolingType() == PoolingType.AVG ? "ReduceMean" : "ReduceMax",
        List.of(value),
        Attribute.row("axes", STEPS),
        Attribute.of("keepdims", 0));
  }

  static void require(boolean isKnown, Object layer) {
    if (!isKnown) {
      throw unknown(layer);
    }
  }

  private static PipelineException unknown(Object layer) {
    return PipelineException.config(
        "Cannot export network to ONNX: %s, as it is set up, has no counterpart here (expected: the layers and activations of training.network). Set scoring.runtime = deeplearning4j."
            .formatted(layer.getClass().getSimpleName()));
  }
}
