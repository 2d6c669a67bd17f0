package io.lepton.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdlePredictorsTest {
  private final List<Counted> opened = new ArrayList<>();

  @Test
  void onePredictorServesOneTaskAfterAnother() {
    IdlePredictors idle = new IdlePredictors(2);
    take(idle, 1).close();
    take(idle, 1).close();
    assertThat(opened).hasSize(1);
    assertThat(opened.get(0).closed).isFalse();
  }

  @Test
  void twoTasksAtOnceNeverShareOne() {
    IdlePredictors idle = new IdlePredictors(2);
    take(idle, 1).close();
    Predictor one = take(idle, 1);
    Predictor other = take(idle, 1);
    assertThat(opened).hasSize(2);
    one.close();
    one.close();
    other.close();
    assertThat(idle.count()).as("closed twice, given back once").isEqualTo(2);
    assertThatThrownBy(() -> one.predict(new float[0], 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void thoseOfTheVersionNotAskedForLongestAreClosedFirst() {
    IdlePredictors idle = new IdlePredictors(1);
    take(idle, 1).close();
    take(idle, 2).close();
    assertThat(opened.get(0).closed).isTrue();
    assertThat(opened.get(1).closed).isFalse();
    assertThat(idle.count()).isEqualTo(1);
  }

  @Test
  void oneThatFailedIsNotUsedAgain() {
    IdlePredictors idle = new IdlePredictors(2);
    Predictor predictor = take(idle, 1);
    assertThatThrownBy(() -> predictor.predict(new float[0], -1)).hasMessage("broken");
    predictor.close();
    assertThat(opened.get(0).closed).isTrue();
    assertThat(idle.count()).isZero();
  }

  @Test
  void fromManyThreadsEachWindowGetsTheSameAnswerToTheLastBit() {
    float[] batch = new float[4 * 8];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = (float) Math.sin(i);
    }
    try (Predictor fresh =
        Dl4jPredictor.read(TestingModels.network(7), TestingModels.spec().windows())) {
      float[] expected = fresh.predict(batch, 4);
      long other =
          IntStream.range(0, 64)
              .parallel()
              .filter(task -> !Arrays.equals(pooled(TestingModels.untrained(), batch), expected))
              .count();
      assertThat(other).isZero();
    }
  }

  @Test
  void aVersionOfTheSameNameFromAnotherLakeIsAnotherModel() {
    float[] batch = new float[4 * 8];
    Arrays.fill(batch, 0.5f);
    assertThat(pooled(TestingModels.untrained(7, 1), batch))
        .isNotEqualTo(pooled(TestingModels.untrained(8, 1), batch));
  }

  @Test
  void aModelThatIsNotPublishedYetCanBeAskedToo() {
    float[] batch = new float[4 * 8];
    assertThat(pooled(TestingModels.untrained(7, 0), batch))
        .isEqualTo(pooled(TestingModels.untrained(7, 1), batch));
  }

  private static float[] pooled(ScoringModel model, float[] batch) {
    try (Predictor predictor = model.open()) {
      return predictor.predict(batch, 4);
    }
  }

  private Predictor take(IdlePredictors idle, int version) {
    return idle.take(
        new IdlePredictors.Key("pump@" + version, "", "", ScoringRuntime.DEEPLEARNING4J),
        () -> {
          opened.add(new Counted());
          return opened.get(opened.size() - 1);
        });
  }

  private static final class Counted implements Predictor {
    private boolean closed;

    @Override
    public float[] predict(float[] miniBatch, int windows) {
      if (windows < 0) {
        throw new IllegalArgumentException("broken");
      }
      return miniBatch;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
