package io.lepton.training;

import io.lepton.features.Segment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Scores a network on the windows of a partition, in label units. */
final class ScoreSegments implements FlatMapFunction<Iterator<Segment>, RegressionScores> {
  private static final long serialVersionUID = 1L;

  private final RunNetwork run;
  private final Broadcast<NetworkState> state;
  private final MiniBatchShape shape;

  ScoreSegments(RunNetwork run, Broadcast<NetworkState> state, MiniBatchShape shape) {
    this.run = run;
    this.state = state;
    this.shape = shape;
  }

  @Override
  public Iterator<RegressionScores> call(Iterator<Segment> segments) {
    List<Segment> held = new ArrayList<>();
    segments.forEachRemaining(held::add);
    RegressionScores scores = new RegressionScores();
    MultiLayerNetwork network = run.take();
    state.value().copyTo(network);
    // the truth stays as it is; only what the network says is scaled back
    MiniBatchShape unscaled = new MiniBatchShape(shape.windows(), shape.size(), 1);
    MiniBatches miniBatches = MiniBatches.inOrder(held, unscaled);
    while (miniBatches.hasNext()) {
      DataSet miniBatch = miniBatches.next();
      try (INDArray features = miniBatch.getFeatures();
          INDArray labels = miniBatch.getLabels();
          INDArray output = network.output(features)) {
        add(labels, output, scores);
      }
    }
    run.giveBack(network);
    return List.of(scores).iterator();
  }

  private void add(INDArray labels, INDArray output, RegressionScores scores) {
    float[] truths = labels.data().asFloat();
    float[] predictions = output.dup().data().asFloat();
    for (int i = 0; i < truths.length; i++) {
      scores.add(truths[i], predictions[i] * shape.labelScale());
    }
  }
}
