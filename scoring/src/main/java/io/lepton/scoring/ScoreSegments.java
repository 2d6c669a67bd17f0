package io.lepton.scoring;

import io.lepton.features.Examples;
import io.lepton.features.Segment;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** What a model says of the windows of a training set, to measure it with. */
public final class ScoreSegments {
  /** Mini-batches of windows that are in memory at a time. */
  private static final int MINI_BATCHES = 4;

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
      if (!segments.hasNext()) {
        return List.<Scored>of().iterator();
      }
      ScoringModel used = model.value();
      Examples examples = used.spec().examples();
      WindowPredictions predictions = WindowPredictions.inTask(used, miniBatchSize);
      Parts parts = new Parts(segments, MINI_BATCHES * predictions.atOnce());
      return Stream.generate(parts::next)
          .takeWhile(Optional::isPresent)
          .flatMap(part -> score(part.get(), examples, predictions).stream())
          .iterator();
    }

    private static List<Scored> score(Part part, Examples examples, WindowPredictions predictions) {
      List<Scored> scored = new ArrayList<>();
      Segment segment = part.segment();
      float[] window = new float[examples.windows().size()];
      float[][] targets = new float[part.windows()][examples.targets().size()];
      float[][] naive = new float[part.windows()][];
      predictions.predict(
          part.windows(),
          (w, inputs, offset) -> {
            examples.cut(segment, part.from() + w, window, targets[w], 0);
            naive[w] = examples.targets().naive(window);
            System.arraycopy(window, 0, inputs, offset, window.length);
          },
          said -> {
            int w = said.window();
            scored.add(
                new Scored(
                    segment.deviceId(),
                    segment.endTimes()[part.from() + w],
                    targets[w],
                    said.outputs(),
                    naive[w]));
          });
      return scored;
    }
  }

  /** Some windows of a segment, one after the other. */
  private record Part(Segment segment, int from, int windows) {}

  /** Goes through segments by a few windows at a time: a target may be as long as its window. */
  private static final class Parts {
    private final Iterator<Segment> segments;
    private final int size;
    private Segment segment;
    private int from;

    Parts(Iterator<Segment> segments, int size) {
      this.segments = segments;
      this.size = size;
    }

    /** The next one; empty after the last. */
    Optional<Part> next() {
      while (segment == null || from == segment.windows()) {
        if (!segments.hasNext()) {
          return Optional.empty();
        }
        segment = segments.next();
        from = 0;
      }
      Part part = new Part(segment, from, Math.min(size, segment.windows() - from));
      from += part.windows();
      return Optional.of(part);
    }
  }
}
