package io.lepton.training;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Where a task of a training run gets its network.
 *
 * @param run id of the training run
 * @param configuration of the network, as JSON
 */
record RunNetwork(String run, Broadcast<String> configuration) implements Serializable {
  MultiLayerNetwork take() {
    Placement.followSpark();
    return IdleNetworks.take(run, configuration::value);
  }

  void giveBack(MultiLayerNetwork network) {
    IdleNetworks.giveBack(run, network);
  }
}
