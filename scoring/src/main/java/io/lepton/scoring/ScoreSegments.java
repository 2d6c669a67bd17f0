package io.lepton.scoring;

import io.lepton.features.Segment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** Predictions for the windows of a training set, to measure a model with. */
public final class ScoreSegments {
  private ScoreSegments() {}

  /**
   * One window with its label and what the model says.
   *
   * @param deviceId the device
   * @param endTime event time of the window's last reading, in microseconds since 1970 UTC
   * @param label what came true, in the label's unit
   * @param prediction what the model says, in the label's unit
   */
  public record Scored(String deviceId, long endTime, double label, double prediction)
      implements java.io.Serializable {}

  /** Scores every window. */
  public static JavaRDD<Scored> score(
      JavaRDD<Segment> segments, Broadcast<ScoringModel> model, int miniBatchSize) {
    return segments.mapPartitions(new ScorePartition(model, miniBatchSize));
  }

  private record ScorePartition(Broadcast<ScoringModel> model, int miniBatchSize)
      implements FlatMapFunction<Iterator<Segment>, Scored> {

    @Override
    public Iterator<Scored> call(Iterator<Segment> segments) {
      List<Scored> scored = new ArrayList<>();
      if (!segments.hasNext()) {
        return scored.iterator();
      }
      ScoringModel used = model.value();
      try (Predictor predictor = used.open()) {
        WindowPredictions predictions =
            new WindowPredictions(predictor, used.spec().windows(), miniBatchSize);
        while (segments.hasNext()) {
          Segment segment = segments.next();
          float[] outputs = predictions.predict(segment.values(), segment.ends());
          for (int w = 0; w < outputs.length; w++) {
            scored.add(
                new Scored(
                    segment.deviceId(),
                    segment.endTimes()[w],
                    segment.labels()[w],
                    used.spec().label().config().prediction(outputs[w])));
          }
        }
      }
      return scored.iterator();
    }
  }
}
