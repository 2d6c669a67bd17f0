package io.lepton.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Examples;
import io.lepton.features.Segment;
import io.lepton.features.Windows;
import io.lepton.features.label.ClassColumn;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.features.label.Reconstruction;
import io.lepton.test.support.SparkExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Laws that are known, and what simple models find of them. */
@ExtendWith(SparkExtension.class)
class FitBaselinesTest {
  private static final int READINGS = 200;
  private static final BaselineConfig CONFIG =
      new BaselineConfig(List.of(BaselineKind.values()), 100_000, 3, 1);
  private static final Examples LIVES =
      TestingFleet.examples(TestingFleet.LIFE, TestingFleet.WINDOWS);

  @Test
  void aLinearLawIsFoundUpToItsNoise(SparkSession spark) {
    SplittableRandom noise = new SplittableRandom(5);
    List<Segment> pumps =
        TestingFleet.of(8, 1, w -> 50 + 12 * mean(w) - 9 * w[5] + 2 * noise.nextGaussian());
    Baseline line = fit(spark, BaselineKind.LINEAR, pumps, LIVES);
    assertThat(rmse(line, TestingFleet.of(4, 2, w -> 50 + 12 * mean(w) - 9 * w[5])))
        .as("of the law without the noise, 2 * sqrt(13 / 1584) to be expected")
        .isLessThan(0.5);
  }

  @Test
  void treesFindALawThatIsNotLinearTheSameHoweverRowsAreSpread(SparkSession spark) {
    List<Segment> pumps = TestingFleet.of(8, 1, FitBaselinesTest::step);
    List<Segment> others = TestingFleet.of(4, 2, FitBaselinesTest::step);
    double line = rmse(fit(spark, BaselineKind.LINEAR, pumps, LIVES), others);
    assertThat(line).as("no line fits: the label's own deviation").isCloseTo(20, within(2.0));
    Baseline trees = fit(spark, BaselineKind.BOOSTED_TREES, pumps, LIVES);
    assertThat(rmse(trees, others)).isLessThan(10);
    Baseline again = fit(CONFIG, BaselineKind.BOOSTED_TREES, reversed(spark, pumps), LIVES);
    assertThat(said(again, others)).isEqualTo(said(trees, others));
  }

  @Test
  void copiesAreNotTrainedOn(SparkSession spark) {
    List<Segment> pumps = TestingFleet.of(3, 1, w -> 50 + 12 * w[2]);
    List<Segment> copied = pumps.stream().map(TestingFleet::copied).toList();
    assertThat(said(fit(spark, BaselineKind.LINEAR, copied, LIVES), pumps))
        .isEqualTo(said(fit(spark, BaselineKind.LINEAR, pumps, LIVES), pumps));
  }

  @Test
  void theSameSeedPicksTheSameWindowsHoweverRowsAreSpread(SparkSession spark) {
    List<Segment> pumps = TestingFleet.of(6, 1, FitBaselinesTest::step);
    BaselineConfig few = new BaselineConfig(List.of(), 500, 3, 1);
    BaselineConfig other = new BaselineConfig(List.of(), 500, 3, 2);
    List<Float> once = said(fit(few, BaselineKind.LINEAR, rdd(spark, pumps, 1), LIVES), pumps);
    assertThat(said(fit(few, BaselineKind.LINEAR, reversed(spark, pumps), LIVES), pumps))
        .isEqualTo(once);
    assertThat(said(fit(other, BaselineKind.LINEAR, rdd(spark, pumps, 1), LIVES), pumps))
        .isNotEqualTo(once);
  }

  @Test
  void twoClassesAreToldApart(SparkSession spark) {
    Label label = new ClassColumn("state", List.of("low", "high"));
    assertThat(rightShare(spark, BaselineKind.LINEAR, label)).isGreaterThan(0.9);
    assertThat(rightShare(spark, BaselineKind.BOOSTED_TREES, label)).isGreaterThan(0.9);
  }

  @Test
  void aClassThatNobodyHasSeenHasAProbabilityToo(SparkSession spark) {
    Label label = new ClassColumn("state", List.of("low", "high", "never seen"));
    assertThat(rightShare(spark, BaselineKind.LINEAR, label)).isGreaterThan(0.9);
    assertThat(rightShare(spark, BaselineKind.BOOSTED_TREES, label)).isGreaterThan(0.9);
  }

  @Test
  void aForecastIsLinearInItsChannelAndTheSameForAllChannels(SparkSession spark) {
    float[] said = forecast(spark, Forecast.absolute(List.of("b", "a"), 4));
    float[] values = waves();
    for (int step = 0; step < 4; step++) {
      assertThat(said[step]).isCloseTo(values[READINGS + 59 + step], within(0.05f));
      assertThat(said[4 + step]).isCloseTo(values[59 + step], within(0.05f));
    }
  }

  @Test
  void aRelativeForecastIsOfTheChangeSinceTheLastReading(SparkSession spark) {
    float[] said = forecast(spark, new Forecast(List.of("b"), 1, true));
    float change = waves()[READINGS + 59] - waves()[READINGS + 58];
    assertThat(said[0]).isCloseTo(change, within(0.05f));
  }

  /** What is foreseen of the waves after their reading 58. */
  private static float[] forecast(SparkSession spark, Forecast label) {
    Examples examples = TestingFleet.examples(label, new Windows(Windows.Form.SEQUENCE, 8, 2));
    int[] ends = IntStream.range(8, 190).toArray();
    Segment segment = TestingFleet.segment("pump", waves(), ends, new float[ends.length]);
    return fit(spark, BaselineKind.LINEAR, List.of(segment), examples).output(segment, 50);
  }

  @Test
  void aWindowIsGivenBackFromItsPrincipalComponents(SparkSession spark) {
    float[] values = waves();
    Examples examples =
        TestingFleet.examples(new Reconstruction(), new Windows(Windows.Form.SEQUENCE, 8, 2));
    int[] ends = IntStream.range(8, 190).toArray();
    Segment segment = TestingFleet.segment("pump", values, ends, new float[ends.length]);
    PrincipalComponents components =
        (PrincipalComponents) fit(spark, BaselineKind.LINEAR, List.of(segment), examples);
    assertThat(components.components()).as("a wave is a sine and a cosine").hasDimensions(2, 16);
    assertThat(components.output(segment, 50)[7]).isCloseTo(values[58], within(0.01f));
  }

  /** A step up or down by 20 where the signs of the last readings agree or not. */
  private static double step(float[] window) {
    return 50 + 20 * Math.signum(window[2] * window[5]);
  }

  private static double side(float[] window) {
    return window[2] > 0.3 ? 1 : 0;
  }

  private static double mean(float[] window) {
    return (window[0] + window[1] + window[2]) / 3.0;
  }

  /** Two channels of the same wave, with means and heights of their own. */
  private static float[] waves() {
    float[] values = new float[2 * READINGS];
    for (int r = 0; r < READINGS; r++) {
      double wave = Math.sin(2 * Math.PI * r / 12.5);
      values[r] = (float) wave;
      values[READINGS + r] = (float) (10 + 3 * wave);
    }
    return values;
  }

  private static double rmse(Baseline baseline, List<Segment> segments) {
    double squares = 0;
    int count = 0;
    for (Segment segment : segments) {
      for (int w = 0; w < segment.windows(); w++) {
        double error = 100 * baseline.output(segment, w)[0] - segment.labels()[w];
        squares += error * error;
        count++;
      }
    }
    return Math.sqrt(squares / count);
  }

  /** Windows whose class has more than half of the probability. */
  private static double rightShare(SparkSession spark, BaselineKind kind, Label label) {
    Examples examples = TestingFleet.examples(label, TestingFleet.WINDOWS);
    Baseline baseline = fit(spark, kind, TestingFleet.of(4, 1, FitBaselinesTest::side), examples);
    int right = 0;
    Segment segment = TestingFleet.of(1, 2, FitBaselinesTest::side).get(0);
    for (int w = 0; w < segment.windows(); w++) {
      float[] said = baseline.output(segment, w);
      assertThat(said).hasSize(label.classes().size());
      right += said[(int) segment.labels()[w]] > 0.5 ? 1 : 0;
    }
    return (double) right / segment.windows();
  }

  private static List<Float> said(Baseline baseline, List<Segment> segments) {
    List<Float> said = new ArrayList<>();
    for (Segment segment : segments) {
      for (int w = 0; w < segment.windows(); w++) {
        said.add(baseline.output(segment, w)[0]);
      }
    }
    return said;
  }

  private static JavaRDD<Segment> rdd(SparkSession spark, List<Segment> segments, int partitions) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(segments, partitions);
  }

  private static JavaRDD<Segment> reversed(SparkSession spark, List<Segment> segments) {
    List<Segment> reversed = new ArrayList<>(segments);
    Collections.reverse(reversed);
    return rdd(spark, reversed, 5);
  }

  private static Baseline fit(
      SparkSession spark, BaselineKind kind, List<Segment> segments, Examples examples) {
    return fit(CONFIG, kind, rdd(spark, segments, 2), examples);
  }

  private static Baseline fit(
      BaselineConfig config, BaselineKind kind, JavaRDD<Segment> segments, Examples examples) {
    return new FitBaselines(SparkSession.active(), config)
        .fit(kind, segments, examples)
        .orElseThrow();
  }
}
