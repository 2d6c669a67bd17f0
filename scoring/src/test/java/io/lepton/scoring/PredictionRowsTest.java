package io.lepton.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictionRowsTest {
  private static final StructType COLUMNS = PredictionTable.spec("predictions").columns();
  private static final List<String> SAID =
      List.of(
          PredictionTable.PREDICTION,
          PredictionTable.CLASS,
          PredictionTable.FORECAST,
          PredictionTable.ANOMALY,
          PredictionTable.LOWER,
          PredictionTable.UPPER,
          PredictionTable.CONTRIBUTORS);

  @ParameterizedTest
  @EnumSource(TestingModels.Asked.class)
  void ofAnAnswerThatIsNoNumberNothingIsSaidButThat(TestingModels.Asked asked) {
    for (float last : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}) {
      Row row = answered(asked, last);
      assertThat(SAID).allMatch(column -> row.isNullAt(COLUMNS.fieldIndex(column)));
      assertThat(row.getString(COLUMNS.fieldIndex(PredictionTable.ERROR)))
          .isEqualTo("output-not-finite");
    }
    Row sound = answered(asked, 0.25f);
    assertThat(sound.isNullAt(COLUMNS.fieldIndex(PredictionTable.PREDICTION))).isFalse();
    assertThat(sound.isNullAt(COLUMNS.fieldIndex(PredictionTable.ERROR))).isTrue();
  }

  /** The row of a window of which a network says this, and of all else in its answer a quarter. */
  private static Row answered(TestingModels.Asked asked, float last) {
    ScoringModel model = TestingModels.untrained(asked, 1);
    float[] answer = new float[model.spec().examples().targets().size()];
    Arrays.fill(answer, 0.25f);
    answer[answer.length - 1] = last;
    WindowPredictions.Slice window =
        new WindowPredictions.Slice(new float[model.spec().windows().size()], 0);
    return new PredictionRows(model, 1)
        .row(
            new PredictionRows.Reading("pump", 0, 0, 0, 0),
            new WindowPredictions.Said(
                0, window, new WindowPredictions.Slice(answer, 0), answer.length),
            List.of(new Contributions.Sensor("wear", 1)));
  }
}
