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

/** Scores a network on the windows of a partition. */
final class ScoreSegments implements FlatMapFunction<Iterator<Segment>, ValidationScores> {
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
  public Iterator<ValidationScores> call(Iterator<Segment> segments) {
    List<Segment> held = new ArrayList<>();
    segments.forEachRemaining(held::add);
    ValidationScores scores = new ValidationScores(shape.examples().targets());
    MultiLayerNetwork network = run.take();
    state.value().copyTo(network);
    try (MiniBatches miniBatches = MiniBatches.inOrder(held, shape)) {
      while (miniBatches.hasNext()) {
        DataSet miniBatch = miniBatches.next();
        try (INDArray output = network.output(miniBatch.getFeatures())) {
          scores.add(HostFloats.of(miniBatch.getLabels()), HostFloats.of(output));
        }
        miniBatches.takeBack(miniBatch);
      }
    }
    run.giveBack(network);
    return List.of(scores).iterator();
  }
}
