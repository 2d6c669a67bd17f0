package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class CutSegmentsTest {
  private static final int READINGS = CutSegments.MAX_READINGS * 2 + 100;
  private static final int LENGTH = 30;

  @Test
  void aLongLifeIsCutIntoSegmentsThatGiveTheSameWindows() {
    float[] values = new float[READINGS];
    for (int i = 0; i < READINGS; i++) {
      values[i] = i;
    }
    List<Row> rows =
        IntStream.range(0, READINGS)
            .mapToObj(i -> RowFactory.create("pump", new Timestamp(i * 1000L), (long) i))
            .toList();
    long[] failure = {READINGS * 1_000_000L};
    List<Segment> segments =
        CutSegments.of(new DeviceSeries("pump", values, rows), spec(), failure);
    assertThat(segments).hasSize(3);
    assertThat(segments.stream().mapToInt(Segment::windows).sum()).isEqualTo(READINGS);
    Windows windows = new Windows(LENGTH, 1);
    float[] whole = new float[LENGTH];
    float[] cut = new float[LENGTH];
    int end = 0;
    for (Segment segment : segments) {
      for (int w = 0; w < segment.windows(); w++, end++) {
        windows.cut(values, end, whole, 0);
        windows.cut(segment.values(), segment.ends()[w], cut, 0);
        assertThat(cut).containsExactly(whole);
        assertThat(segment.endTimes()[w]).isEqualTo(end * 1_000_000L);
      }
    }
  }

  private static FeatureSpec spec() {
    return new FeatureSpec(
        List.of("wear"),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Regime(List.of(), List.of(0.0), List.of(1.0))),
        new WindowConfig(LENGTH, 1, 0),
        FeatureSpec.LabelSpec.of(
            new LabelConfig("failure", 100, Duration.ofSeconds(1), "seconds")));
  }
}
