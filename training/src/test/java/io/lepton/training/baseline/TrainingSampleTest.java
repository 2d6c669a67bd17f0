package io.lepton.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.FeatureMatrix;
import io.lepton.features.Segment;
import io.lepton.features.label.ClassColumn;
import io.lepton.test.support.SparkExtension;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class TrainingSampleTest {
  @Test
  void aRareClassCountsAsOftenAsItsCopiesMakeIt(SparkSession spark) {
    float[] labels = {0, 0, 0, 1, 1, 1};
    int[] copies = {0, 0, 0, 0, 1, 2};
    int[] ends = {2, 3, 4, 5, 5, 5};
    Segment segment =
        new Segment(
            "pump",
            0,
            new FeatureMatrix(new float[12], 6),
            ends,
            labels,
            new long[labels.length],
            copies);
    TrainingSample sample = sample(spark, List.of(segment), 100);
    assertThat(sample.weights()).containsExactly(1, 3);
    assertThat(sample.picked().map(TrainingSample.Picked::weight).collect())
        .containsExactly(1.0, 1.0, 1.0, 3.0);
  }

  @Test
  void ofTooManyWindowsAboutSoManyArePickedFromEachDevice(SparkSession spark) {
    TrainingSample sample = sample(spark, TestingFleet.of(10, 1, w -> 0), 990);
    List<String> devices = sample.picked().map(picked -> picked.segment().deviceId()).collect();
    assertThat(devices).as("half of 1980").hasSizeBetween(900, 1080);
    for (int pump = 0; pump < 10; pump++) {
      assertThat(devices.stream().filter(("pump-1-" + pump)::equals).count())
          .as("half of 198")
          .isBetween(70L, 128L);
    }
  }

  private static TrainingSample sample(SparkSession spark, List<Segment> segments, int windows) {
    return TrainingSample.of(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(segments, 2),
        TestingFleet.examples(new ClassColumn("state", List.of("ok", "bad")), TestingFleet.WINDOWS),
        new BaselineConfig(List.of(), windows, 3, 1));
  }
}
