package io.lepton.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.FeatureMatrix;
import io.lepton.features.Segment;
import io.lepton.test.support.SparkExtension;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ScoreSegmentsTest {
  @Test
  void scoresEachWindowOnceHoweverLongItsSegmentIs(SparkSession session) {
    List<Segment> segments =
        List.of(segment("a", 100, 100), segment("b", 3, 0), segment("c", 1, 1));
    List<ScoreSegments.Scored> few = score(session, segments, 4);
    List<ScoreSegments.Scored> many = score(session, segments, 128);
    assertThat(few)
        .extracting(scored -> scored.deviceId() + scored.endTime())
        .containsExactlyElementsOf(
            LongStream.concat(LongStream.range(0, 100), LongStream.of(1000))
                .mapToObj(time -> time < 1000 ? "a" + time : "c0")
                .toList());
    assertThat(few)
        .extracting(scored -> scored.target()[0])
        .containsExactlyElementsOf(
            IntStream.concat(IntStream.range(0, 100), IntStream.of(0))
                .mapToObj(label -> label / 100f)
                .toList());
    assertThat(few.stream().map(scored -> scored.output()[0]).toList())
        .usingElementComparator((one, other) -> Math.abs(one - other) < 1e-6 ? 0 : 1)
        .isEqualTo(many.stream().map(scored -> scored.output()[0]).toList());
  }

  private static List<ScoreSegments.Scored> score(
      SparkSession session, List<Segment> segments, int miniBatch) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    return ScoreSegments.score(
            spark.parallelize(segments, 1), TestingModels.untrained().broadcast(session), miniBatch)
        .collect();
  }

  /** A window at each of the first readings; the label is how many came before. */
  private static Segment segment(String device, int readings, int windows) {
    float[] values = new float[2 * readings];
    for (int r = 0; r < readings; r++) {
      values[r] = r / 10f;
      values[readings + r] = r % 7;
    }
    float[] labels = new float[windows];
    for (int w = 0; w < windows; w++) {
      labels[w] = w;
    }
    int[] ends = IntStream.range(0, windows).toArray();
    long[] times = LongStream.range(0, windows).toArray();
    return new Segment(
        device, 0, new FeatureMatrix(values, readings), ends, labels, times, new int[windows]);
  }
}
