package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.label.ClassColumn;
import io.lepton.test.support.SparkExtension;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A device with a hundred windows, ten of them of the rare class. */
@ExtendWith(SparkExtension.class)
class BalanceTest {
  private static final Augmentation AUGMENTATION = new Augmentation(0.5, 0.1, 0.1, 2, 7);

  @Test
  void aRareClassReachesItsShareByCopiesOfTheTrainingPart(SparkSession spark) {
    int[] train = counts(balanced(spark, Split.TRAIN));
    assertThat(train[0]).isEqualTo(90);
    assertThat(train[1]).as("about half of 90, drawn").isBetween(40, 50);
    assertThat(counts(balanced(spark, Split.VALIDATION))).containsExactly(90, 10);
  }

  @Test
  void aCopyDiffersALittleAndIsTheSameEachTime(SparkSession spark) {
    Segment segment = balanced(spark, Split.TRAIN);
    Examples examples =
        TestingSpec.of("load")
            .window(4, 1)
            .label(new ClassColumn("state", List.of("0", "1")))
            .augmented(AUGMENTATION)
            .spec()
            .examples();
    int copy = 0;
    while (segment.copies()[copy] == 0) {
      copy++;
    }
    float[] original = cut(examples, segment, copy - 1);
    float[] changed = cut(examples, segment, copy);
    assertThat(changed).isNotEqualTo(original).containsExactly(cut(examples, segment, copy));
    assertThat(original).containsExactly(cut(examples, segment, copy - 1));
    for (int i = 0; i < changed.length; i++) {
      assertThat(changed[i]).isCloseTo(original[i], within(0.8f));
    }
  }

  private static float[] cut(Examples examples, Segment segment, int window) {
    float[] inputs = new float[4];
    examples.cut(segment, window, inputs, new float[2], 0);
    return inputs;
  }

  private static int[] counts(Segment segment) {
    int[] counts = new int[2];
    for (float label : segment.labels()) {
      counts[(int) label]++;
    }
    return counts;
  }

  private static Segment balanced(SparkSession spark, Split part) {
    float[] labels = new float[100];
    long[] times = new long[100];
    int[] ends = new int[100];
    float[] values = new float[100];
    for (int i = 0; i < 100; i++) {
      labels[i] = i % 10 == 9 ? 1 : 0;
      times[i] = i;
      ends[i] = i;
      values[i] = i / 100f;
    }
    Segment segment =
        new Segment("pump", 0, new FeatureMatrix(values, 100), ends, labels, times, new int[100]);
    JavaRDD<CutSegments.Placed> all =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(
                List.of(
                    new CutSegments.Placed(Split.TRAIN, segment),
                    new CutSegments.Placed(Split.VALIDATION, segment)));
    Balance balance = Balance.of(all, 2, AUGMENTATION);
    return all.filter(placed -> placed.split() == part).map(balance::copied).first().segment();
  }
}
