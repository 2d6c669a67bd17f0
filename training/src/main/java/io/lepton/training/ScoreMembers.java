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

/** Scores the mean of several networks' outputs on the windows of a partition. */
final class ScoreMembers implements FlatMapFunction<Iterator<Segment>, ValidationScores> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<List<byte[]>> models;
  private final MiniBatchShape shape;

  ScoreMembers(Broadcast<List<byte[]>> models, MiniBatchShape shape) {
    this.models = models;
    this.shape = shape;
  }

  @Override
  public Iterator<ValidationScores> call(Iterator<Segment> segments) {
    List<Segment> held = new ArrayList<>();
    segments.forEachRemaining(held::add);
    ValidationScores scores = new ValidationScores(shape.examples().targets());
    List<MultiLayerNetwork> members = models.value().stream().map(TrainedNetwork::network).toList();
    try (MiniBatches miniBatches = MiniBatches.inOrder(held, shape)) {
      while (miniBatches.hasNext()) {
        DataSet miniBatch = miniBatches.next();
        scores.add(HostFloats.of(miniBatch.getLabels()), mean(members, miniBatch.getFeatures()));
        miniBatches.takeBack(miniBatch);
      }
    } finally {
      members.forEach(Networks::free);
    }
    return List.of(scores).iterator();
  }

  private static float[] mean(List<MultiLayerNetwork> members, INDArray features) {
    float[] mean = new float[0];
    for (MultiLayerNetwork member : members) {
      try (INDArray output = member.output(features)) {
        float[] said = HostFloats.of(output);
        mean = mean.length == 0 ? new float[said.length] : mean;
        for (int i = 0; i < said.length; i++) {
          mean[i] += said[i] / members.size();
        }
      }
    }
    return mean;
  }
}
