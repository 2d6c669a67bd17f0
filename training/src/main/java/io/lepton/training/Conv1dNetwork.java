package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.features.Windows;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Convolutions along time. The last one is as long as the window and so sums it up; this is both
 * faster and more accurate than flattening the window before a dense layer.
 *
 * @param filters of each convolution that keeps the window's length
 * @param kernel length of these convolutions
 * @param summaryFilters of the convolution as long as the window
 * @param denseUnits of the layer before the output
 * @param regularisation l2 and dropout
 */
public record Conv1dNetwork(
    List<Integer> filters,
    int kernel,
    int summaryFilters,
    int denseUnits,
    Regularisation regularisation)
    implements NetworkSpec {
  /** The name of this kind in the configuration. */
  public static final String KIND = "conv1d";

  /** Copies the list and checks the sizes. */
  public Conv1dNetwork {
    filters = List.copyOf(filters);
    for (int filter : filters) {
      Check.positive("filters", filter);
    }
    Check.positive("kernel", kernel);
    Check.positive("summary-filters", summaryFilters);
    Check.positive("dense-units", denseUnits);
    requireNonNull(regularisation, "regularisation");
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return "convolutions of %s filters over %d readings, one of %d over the window, %d units, 1 output"
        .formatted(filters, kernel, summaryFilters, denseUnits);
  }

  @Override
  public MultiLayerConfiguration configuration(Windows windows, long seed, ISchedule learningRate) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Adam(learningRate))
            .weightInit(WeightInit.XAVIER)
            .activation(Activation.TANH)
            .l2(regularisation.l2())
            .list();
    for (int filter : filters) {
      layers.layer(convolution(kernel, filter, ConvolutionMode.Same));
    }
    layers.layer(convolution(windows.length(), summaryFilters, ConvolutionMode.Truncate));
    layers.layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
    layers.layer(dense());
    layers.layer(
        new OutputLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).nOut(1).build());
    return layers
        .setInputType(InputType.recurrent(windows.channels(), windows.length(), RNNFormat.NCW))
        .build();
  }

  private static Convolution1DLayer convolution(int kernel, int filters, ConvolutionMode mode) {
    return new Convolution1DLayer.Builder(kernel)
        .rnnDataFormat(RNNFormat.NCW)
        .convolutionMode(mode)
        .nOut(filters)
        .build();
  }

  private DenseLayer dense() {
    DenseLayer.Builder dense = new DenseLayer.Builder().nOut(denseUnits);
    if (regularisation.dropout() > 0) {
      // Deeplearning4j wants the share that stays
      dense.dropOut(1 - regularisation.dropout());
    }
    return dense.build();
  }
}
