package io.lepton.training;

import io.lepton.features.Examples;
import io.lepton.features.Windows;
import io.lepton.features.label.Task;
import io.lepton.lake.PipelineException;
import io.lepton.training.HiddenLayer.Conv;
import io.lepton.training.HiddenLayer.Dense;
import io.lepton.training.HiddenLayer.Dropout;
import io.lepton.training.HiddenLayer.Flatten;
import io.lepton.training.HiddenLayer.LastStep;
import io.lepton.training.HiddenLayer.Lstm;
import io.lepton.training.HiddenLayer.Mean;
import io.lepton.training.HiddenLayer.Pool;
import io.lepton.training.HiddenLayer.StepsAhead;
import io.lepton.training.HiddenLayer.Summary;
import io.lepton.training.HiddenLayer.Unpool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Puts layers together for Deeplearning4j: input {@code [mini-batch, channels, steps]}, output
 * {@code [mini-batch, targets]}. It follows the shape from layer to layer itself, because
 * Deeplearning4j's own inference gives a flattened sequence the wrong size.
 */
final class NetworkAssembly {
  private final NeuralNetConfiguration.ListBuilder layers;
  private final Examples examples;
  private final Deque<Pooled> pooled = new ArrayDeque<>();
  private int count;
  private int rows; // numbers for each step, or in all where there are no steps
  private int steps;
  private boolean isVector;
  private boolean isAnswer; // no layer with weights is to follow
  private Optional<InputPreProcessor> reshape = Optional.empty(); // before the next layer
  private double dropout;

  private record Pooled(int size, int steps) {}

  NetworkAssembly(NeuralNetConfiguration.ListBuilder layers, Examples examples) {
    this.layers = layers;
    this.examples = examples;
    this.rows = examples.windows().channels();
    this.steps = examples.windows().steps();
  }

  void add(HiddenLayer layer) {
    if (layer instanceof Conv conv) {
      convolve(conv);
    } else if (layer instanceof Summary summary) {
      summarise(new Convolution1DLayer.Builder(steps), summary.filters());
      flatten();
    } else if (layer instanceof Lstm lstm) {
      LSTM.Builder memory = new LSTM.Builder();
      memory.dataFormat(RNNFormat.NCW).activation(Activation.TANH).weightInit(WeightInit.XAVIER);
      addWeights(memory.nIn(rows).nOut(lstm.units()), lstm.units());
    } else if (layer instanceof Dense dense) {
      addWeights(new DenseLayer.Builder().nIn(rows).nOut(dense.units()), dense.units());
    } else if (layer instanceof StepsAhead) {
      mapSteps();
    } else if (layer instanceof Pool pool) {
      pool(pool.size());
    } else if (layer instanceof Unpool) {
      unpool(pooled.pop());
    } else if (layer instanceof Mean) {
      append(new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
      isVector = true;
    } else if (layer instanceof LastStep) {
      crop(steps - 1, 0);
      flatten();
    } else if (layer instanceof Flatten) {
      flatten();
    } else if (layer instanceof Dropout left) {
      dropout = 1 - (1 - dropout) * (1 - left.rate());
    } else {
      throw new IllegalArgumentException("layer: " + layer + " (expected: one that is known)");
    }
  }

  /** Ends the network. A sequence as long as the window gives the window back. */
  MultiLayerConfiguration output(ILossFunction loss) {
    Activation activation =
        examples.targets().task() == Task.CLASSIFICATION ? Activation.SOFTMAX : Activation.IDENTITY;
    int size = examples.targets().size();
    if (isAnswer) {
      append(new LossLayer.Builder(loss).activation(activation).build());
    } else if (isVector) {
      OutputLayer.Builder output = new OutputLayer.Builder(loss);
      output.activation(activation).weightInit(WeightInit.XAVIER);
      addWeights(output.nIn(rows).nOut(size), size);
    } else {
      requireWindow(examples.windows().steps());
      Convolution1DLayer.Builder output = new Convolution1DLayer.Builder(1);
      output.activation(activation).weightInit(WeightInit.XAVIER);
      summarise(output, examples.windows().channels());
      flatten();
      append(new LossLayer.Builder(loss).activation(activation).build());
    }
    return layers.build();
  }

  private void requireWindow(int length) {
    if (steps != length) {
      throw PipelineException.config(
          "Cannot build network: its layers end in a sequence of %d steps (expected: the %d of a window, or a vector). End training.network.layers with summary, mean, last-step or flatten."
              .formatted(steps, length));
    }
  }

  /** Steps become filters and channels places, so that a filter sees all steps of one channel. */
  private void mapSteps() {
    int ahead = examples.targets().label().ahead();
    int[] places = neighbours();
    int after = rows - 1 - places[places.length - 1];
    reshape = Optional.of(new PermutePreprocessor(2, 1));
    int channels = rows;
    rows = steps;
    steps = channels;
    crop(places[0], after);
    Convolution1DLayer.Builder map = new Convolution1DLayer.Builder(1);
    // a linear map has one best answer: from zeros it finds it without the noise of other starts
    summarise(map.activation(Activation.IDENTITY).weightInit(WeightInit.ZERO), ahead);
    rows = steps;
    steps = ahead;
    flatten();
    reshape =
        reshape.map(flat -> new ComposableInputPreProcessor(new PermutePreprocessor(2, 1), flat));
    isAnswer = true;
  }

  /** The forecast channels' places among the features, which have to follow one another. */
  private int[] neighbours() {
    int[] places = examples.targets().forecastPlaces();
    for (int i = 1; i < places.length; i++) {
      if (places[i] != places[i - 1] + 1) {
        throw PipelineException.config(
            "Cannot build network: a shared map cannot pick the forecast channels out of the others"
                + " (expected: channels that stand side by side, in the same order). Sort"
                + " features.channels as features.label.channels has them.");
      }
    }
    if (examples.windows().form() != Windows.Form.SEQUENCE) {
      throw PipelineException.config(
          "Cannot build network: the statistics of a window have no steps (expected:"
              + " features.window.form = sequence). Change it or training.network.kind.");
    }
    return places;
  }

  private void convolve(Conv conv) {
    int places = (steps + conv.stride() - 1) / conv.stride();
    Convolution1DLayer.Builder layer = new Convolution1DLayer.Builder(conv.kernel(), conv.stride());
    layer.convolutionMode(ConvolutionMode.Same);
    if (conv.padding() == HiddenLayer.Padding.CAUSAL) {
      // counted from the end: the last place has to see the last step
      int before = (places - 1) * conv.stride() + conv.kernel() - steps;
      if (before > 0) {
        append(new ZeroPadding1DLayer.Builder(before, 0).build());
      }
      layer.convolutionMode(ConvolutionMode.Truncate);
    }
    addConvolution(layer, conv.filters());
    steps = places;
  }

  /** Without padding. */
  private void summarise(Convolution1DLayer.Builder layer, int filters) {
    int places = steps - layer.getKernelSize()[0] + 1;
    addConvolution(layer.convolutionMode(ConvolutionMode.Truncate), filters);
    steps = places;
  }

  private void addConvolution(Convolution1DLayer.Builder layer, int filters) {
    layer.rnnDataFormat(RNNFormat.NCW).nIn(rows).nOut(filters);
    addWeights(layer, filters);
  }

  private void pool(int size) {
    pooled.push(new Pooled(size, steps));
    append(
        new Subsampling1DLayer.Builder(SubsamplingLayer.PoolingType.MAX, size, size)
            .convolutionMode(ConvolutionMode.Same)
            .build());
    steps = (steps + size - 1) / size;
  }

  private void unpool(Pooled before) {
    append(new Upsampling1D.Builder(before.size()).build());
    steps *= before.size();
    crop(0, steps - before.steps());
  }

  private void crop(int first, int last) {
    if (first + last > 0) {
      append(new Cropping1D.Builder(first, last).build());
      steps -= first + last;
    }
  }

  private void flatten() {
    reshape = Optional.of(new KerasFlattenRnnPreprocessor(rows, steps));
    rows *= steps;
    isVector = true;
  }

  private void addWeights(BaseLayer.Builder<?> layer, int units) {
    if (dropout > 0) {
      layer.dropOut(1 - dropout); // Deeplearning4j wants the share that stays
      dropout = 0;
    }
    append(layer.build());
    rows = units;
  }

  private void append(Layer layer) {
    reshape.ifPresent(flattened -> layers.inputPreProcessor(count, flattened));
    reshape = Optional.empty();
    layers.layer(layer);
    count++;
  }
}
