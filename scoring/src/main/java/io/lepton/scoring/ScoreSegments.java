package io.lepton.scoring;

import io.lepton.features.Examples;
import io.lepton.features.Segment;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** What a model says of the windows of a training set, to measure it with. */
public final class ScoreSegments {
  private ScoreSegments() {}

  /**
   * One window with the truth and what the model says, both as {@link io.lepton.features.Targets}
   * has them.
   *
   * @param deviceId the device
   * @param endTime event time of the window's last reading, in microseconds since 1970 UTC
   * @param target the truth
   * @param output what the model says
   * @param naive what is said without a model, as {@link io.lepton.features.Targets#naive} has it
   */
  public record Scored(String deviceId, long endTime, float[] target, float[] output, float[] naive)
      implements Serializable {
    /** Mean squared error of what the model says: how badly a window could be given back. */
    public double squaredError() {
      double sum = 0;
      for (int i = 0; i < target.length; i++) {
        double error = output[i] - target[i];
        sum += error * error;
      }
      return sum / target.length;
    }
  }

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
      Examples examples = used.spec().examples();
      float[] window = new float[examples.windows().size()];
      try (Predictor predictor = used.open()) {
        WindowPredictions predictions =
            new WindowPredictions(predictor, examples.windows(), miniBatchSize);
        while (segments.hasNext()) {
          Segment segment = segments.next();
          float[][] targets = new float[segment.windows()][examples.targets().size()];
          float[][] naive = new float[segment.windows()][];
          predictions.predict(
              segment.windows(),
              (w, inputs, offset) -> {
                examples.cut(segment, w, window, targets[w], 0);
                naive[w] = examples.targets().naive(window);
                System.arraycopy(window, 0, inputs, offset, window.length);
              },
              said -> {
                int w = said.window();
                scored.add(
                    new Scored(
                        segment.deviceId(),
                        segment.endTimes()[w],
                        targets[w],
                        said.outputs(),
                        naive[w]));
              });
        }
      }
      return scored.iterator();
    }
  }
}
