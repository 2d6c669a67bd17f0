package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.features.Examples;
import io.lepton.features.Segment;
import io.lepton.features.Windows;
import io.lepton.features.label.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class MiniBatchesTest {
  private static final Windows WINDOWS = new Windows(Windows.Form.SEQUENCE, 3, 2);

  @Test
  void aMiniBatchIsWindowsByChannelsByTime() {
    // channels count up from 1 and from 10; the second window ends one reading later
    Segment segment = segment("pump-7", new float[] {1, 2, 3, 4, 10, 20, 30, 40}, 2, 3);
    DataSet miniBatch = MiniBatches.inOrder(List.of(segment), shape(2, 10)).next();

    assertThat(miniBatch.getFeatures().shape()).containsExactly(2, 2, 3);
    assertThat(miniBatch.getFeatures().ordering()).isEqualTo('c');
    assertThat(floats(miniBatch))
        .containsExactly(1, 2, 3, 10, 20, 30, /* second */ 2, 3, 4, 20, 30, 40);
    assertThat(miniBatch.getLabels().shape()).containsExactly(2, 1);
    assertThat(miniBatch.getLabels().data().asFloat()).containsExactly(0.2f, 0.3f);
  }

  @Test
  void aTargetOfManyNumbersIsFlat() {
    // the next two readings of the second channel, then of the first
    Examples examples = TestingSegments.examples(WINDOWS, Forecast.absolute(List.of("b", "a"), 2));
    Segment segment =
        TestingSegments.segment(
            "pump-7", new float[] {1, 2, 3, 4, 10, 20, 30, 40}, new int[] {0, 1}, new float[2]);
    DataSet miniBatch =
        MiniBatches.inOrder(List.of(segment), new MiniBatchShape(examples, 5)).next();
    assertThat(miniBatch.getLabels().shape()).containsExactly(2, 4);
    assertThat(miniBatch.getLabels().data().asFloat())
        .containsExactly(20, 30, 2, 3, /* second */ 30, 40, 3, 4);
  }

  @Test
  void aMiniBatchStaysAsItIsWhenTheNextOneIsCut() {
    MiniBatches miniBatches = MiniBatches.inOrder(segments(), shape(2, 1));
    DataSet first = miniBatches.next();
    float[] before = floats(first);
    miniBatches.next();
    assertThat(floats(first)).isEqualTo(before);
  }

  @Test
  void whatIsTakenBackIsGivenOutAgainIfItFits() {
    MiniBatches expected = MiniBatches.inOrder(segments(), shape(4));
    MiniBatches miniBatches = MiniBatches.inOrder(segments(), shape(4));
    DataSet first = miniBatches.next();
    expected.next();
    for (int size : new int[] {4, 1}) {
      miniBatches.takeBack(first);
      DataSet next = miniBatches.next();
      assertThat(next.getFeatures() == first.getFeatures()).isEqualTo(size == 4);
      assertThat(floats(next)).hasSize(size * WINDOWS.size()).isEqualTo(floats(expected.next()));
      first = next;
    }
  }

  @Test
  void whatWasTakenBackIsFreedAtTheEnd() {
    DataSet miniBatch;
    try (MiniBatches miniBatches = MiniBatches.inOrder(segments(), shape(4))) {
      miniBatch = miniBatches.next();
      miniBatches.takeBack(miniBatch);
    }
    assertThat(miniBatch.getFeatures().wasClosed()).isTrue();
    assertThat(miniBatch.getLabels().wasClosed()).isTrue();
  }

  @Test
  void everyWindowComesOnceInAnEpoch() {
    List<DataSet> all = drain(MiniBatches.shuffled(segments(), shape(4), 1));
    assertThat(all).extracting(DataSet::numExamples).containsExactly(4, 4, 1);
    assertThat(labels(all)).containsExactlyInAnyOrder(0f, 1f, 2f, 3f, 100f, 200f, 201f, 202f, 203f);
    assertThat(labels(all)).doesNotContainSequence(0f, 1f, 2f, 3f);
  }

  @Test
  void segmentsWithoutWindowsAreNoObstacle() {
    List<Segment> holes = new ArrayList<>();
    holes.add(segment("pump-0", new float[] {0, 0}));
    holes.addAll(segments());
    holes.add(2, segment("pump-8", new float[] {0, 0}));
    holes.add(segment("pump-9", new float[] {0, 0}));
    assertThat(labels(drain(MiniBatches.inOrder(holes, shape(4)))))
        .isEqualTo(labels(drain(MiniBatches.inOrder(segments(), shape(4)))));
    assertThat(MiniBatches.inOrder(List.of(), shape(4)).hasNext()).isFalse();
  }

  @Test
  void skippingIsTheSameAsThrowingAway() {
    MiniBatches all = MiniBatches.shuffled(segments(), shape(2), 5);
    for (int i = 0; i < 3; i++) {
      all.next();
    }
    MiniBatches skipped = MiniBatches.shuffled(segments(), shape(2), 5);
    skipped.skip(1);
    skipped.skip(2);
    assertThat(drain(skipped)).isEqualTo(drain(all)).hasSize(2);

    skipped.skip(Integer.MAX_VALUE);
    assertThat(skipped.hasNext()).isFalse();
    assertThatThrownBy(skipped::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("mini-batches: none left");
  }

  @Test
  void theOrderDependsOnTheSeedAlone() {
    List<Float> first = labels(drain(MiniBatches.shuffled(segments(), shape(4), 1)));
    assertThat(labels(drain(MiniBatches.shuffled(segments(), shape(4), 1)))).isEqualTo(first);
    assertThat(labels(drain(MiniBatches.shuffled(segments(), shape(4), 2)))).isNotEqualTo(first);
  }

  private static MiniBatchShape shape(int size) {
    return shape(size, 1);
  }

  private static MiniBatchShape shape(int size, double scale) {
    return new MiniBatchShape(TestingSegments.examples(WINDOWS, TestingSegments.life(scale)), size);
  }

  /** Nine windows; each label is a hundred times the segment plus the window's last reading. */
  private static List<Segment> segments() {
    return List.of(
        segment("pump-1", new float[8], 0, 1, 2, 3),
        segment("pump-2", new float[] {1, 2}, 100),
        segment("pump-3", new float[] {5, 6, 7, 8, 9, 1, 2, 3}, 200, 201, 202, 203));
  }

  private static Segment segment(String device, float[] values, int... labels) {
    int[] ends = new int[labels.length];
    float[] asFloats = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      ends[i] = labels[i] % 100;
      asFloats[i] = labels[i];
    }
    return TestingSegments.segment(device, values, ends, asFloats);
  }

  private static List<DataSet> drain(MiniBatches miniBatches) {
    List<DataSet> all = new ArrayList<>();
    miniBatches.forEachRemaining(all::add);
    return all;
  }

  private static List<Float> labels(List<DataSet> miniBatches) {
    List<Float> labels = new ArrayList<>();
    for (DataSet miniBatch : miniBatches) {
      for (float label : miniBatch.getLabels().data().asFloat()) {
        labels.add(label);
      }
    }
    return labels;
  }

  private static float[] floats(DataSet miniBatch) {
    return miniBatch.getFeatures().data().asFloat();
  }
}
