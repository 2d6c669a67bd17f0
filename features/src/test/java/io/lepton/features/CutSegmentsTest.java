package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.label.Forecast;
import io.lepton.features.label.Reconstruction;
import io.lepton.test.support.SparkExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One device with a reading a second. */
@ExtendWith(SparkExtension.class)
class CutSegmentsTest {
  private static final int READINGS = CutSegments.MAX_READINGS * 2 + 100;
  private static final int LENGTH = 30;
  private static final SplitConfig TRAIN = new SplitConfig(1, 0, 0, List.of(), TimeSplit.NONE);

  @Test
  void aLongLifeIsCutIntoSegmentsThatGiveTheSameWindows(SparkSession spark) {
    FeatureSpec spec = TestingSpec.of("wear").window(LENGTH, 1).label(new Reconstruction()).spec();
    DeviceSeries series = series(spark, READINGS, spec);
    List<CutSegments.Placed> placed = new CutSegments(spec, TRAIN).of(series, new long[0]);
    assertThat(placed).hasSize(3);
    float[] whole = new float[LENGTH];
    float[] cut = new float[LENGTH];
    int end = 0;
    for (CutSegments.Placed each : placed) {
      Segment segment = each.segment();
      for (int w = 0; w < segment.windows(); w++, end++) {
        spec.windows().cut(series.matrix(), 0, end, whole, 0);
        spec.windows().cut(segment.rows(), 0, segment.ends()[w], cut, 0);
        assertThat(cut).containsExactly(whole);
        assertThat(segment.endTimes()[w]).isEqualTo(end * 1_000_000L);
      }
    }
    assertThat(end).isEqualTo(READINGS);
  }

  @Test
  void aForecastIsCutFromTheReadingsThatFollow(SparkSession spark) {
    FeatureSpec spec =
        TestingSpec.of("wear").window(3, 4).label(Forecast.absolute(List.of("wear"), 2)).spec();
    List<CutSegments.Placed> placed =
        new CutSegments(spec, TRAIN).of(series(spark, 20, spec), new long[0]);
    Examples examples = spec.examples();
    float[] windows = new float[3];
    float[] targets = new float[2];
    examples.cut(placed.get(0).segment(), 2, windows, targets, 0);
    assertThat(windows).containsExactly(6, 7, 8);
    assertThat(targets).containsExactly(9, 10);
  }

  @Test
  void aRelativeForecastIsTheChangeFromTheWindowsLastValue(SparkSession spark) {
    FeatureSpec spec =
        TestingSpec.of("wear").window(3, 4).label(new Forecast(List.of("wear"), 2, true)).spec();
    List<CutSegments.Placed> placed =
        new CutSegments(spec, TRAIN).of(series(spark, 20, spec), new long[0]);
    float[] window = new float[3];
    float[] target = new float[2];
    spec.examples().cut(placed.get(0).segment(), 2, window, target, 0);
    assertThat(window).containsExactly(-2, -1, 0);
    assertThat(target).containsExactly(1, 2);
    assertThat(spec.examples().targets().naive(window)).containsExactly(0, 0);
  }

  @Test
  void timeDividesADeviceIntoPartsThatShareNoLabel(SparkSession spark) {
    FeatureSpec spec =
        TestingSpec.of("wear").window(3, 1).label(Forecast.absolute(List.of("wear"), 5)).spec();
    TimeSplit times =
        new TimeSplit(
            Instant.ofEpochSecond(50),
            Instant.ofEpochSecond(80),
            Instant.ofEpochSecond(1000),
            Duration.ofSeconds(2));
    List<CutSegments.Placed> placed =
        new CutSegments(spec, new SplitConfig(1, 0, 0, List.of(), times))
            .of(series(spark, 100, spec), new long[0]);
    assertThat(placed).extracting(CutSegments.Placed::split).containsExactly(Split.values());
    assertThat(last(placed, 0)).as("its label is known before the embargo").isEqualTo(42);
    assertThat(first(placed, 1)).isEqualTo(50);
    assertThat(last(placed, 1)).isEqualTo(72);
    assertThat(first(placed, 2)).isEqualTo(80);
    assertThat(last(placed, 2)).isEqualTo(94);
  }

  private static long first(List<CutSegments.Placed> placed, int part) {
    return placed.get(part).segment().endTimes()[0] / 1_000_000;
  }

  private static long last(List<CutSegments.Placed> placed, int part) {
    long[] times = placed.get(part).segment().endTimes();
    return times[times.length - 1] / 1_000_000;
  }

  private static DeviceSeries series(SparkSession spark, int readings, FeatureSpec spec) {
    Dataset<Row> silver =
        spark
            .range(readings)
            .selectExpr(
                "'pump' as device_id",
                "timestamp_seconds(id) as event_time",
                "id as sequence",
                "cast(id as double) as wear");
    return DeviceSeries.of(silver, silver, spec, List.of()).first();
  }
}
