package io.lepton.training;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks for {@link TestingSegments}. */
final class TestingNetworks {
  private TestingNetworks() {}

  static Conv1dNetwork conv1d(Regularisation regularisation) {
    return new Conv1dNetwork(List.of(4), 3, 6, 5, regularisation);
  }

  /** The usual form with Adam and its schedule. */
  static MultiLayerNetwork adam(long seed, double dropout) {
    return open(
        conv1d(new Regularisation(1e-4, dropout))
            .configuration(TestingSegments.WINDOWS, seed, OneCycle.schedule(0.01, 40)));
  }

  /** Plain gradient descent: its step is linear in the gradient. */
  static MultiLayerNetwork sgd(double learningRate) {
    return open(
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Sgd(learningRate))
            .list()
            .layer(new GlobalPoolingLayer.Builder().build())
            .layer(
                new OutputLayer.Builder(LossFunction.MSE)
                    .activation(Activation.IDENTITY)
                    .nOut(1)
                    .build())
            .setInputType(InputType.recurrent(2, 4, RNNFormat.NCW))
            .build());
  }

  private static MultiLayerNetwork open(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }
}
