package io.lepton.scoring;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.DerivedFeature;
import io.lepton.features.FeatureSpec;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.derive.Rolling;
import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pumps whose life is known to be 60 hours, less 10 for each unit that wear is above the usual,
 * less 10 for each that its highest of three readings is, less 15 for each of noise.
 */
@ExtendWith(SparkExtension.class)
class ContributorsTest {
  private static final FeatureSpec SPEC =
      TestingModels.spec(
          TestingModels.Asked.LIFE.label,
          new DerivedFeature("peak", new Rolling("wear", Rolling.Statistic.MAX, 3), 0, 1));
  private static final float[] USUAL = new float[12];

  @ParameterizedTest
  @EnumSource(ScoringRuntime.class)
  void theSensorThatIsTheCauseIsNamedFirstWithAllOfItsFeatures(
      ScoringRuntime runtime, SparkSession spark) {
    // a unit on average over the window by the reading, two by its peak, which lasts
    Row worn = scored(spark, runtime, 2, "wear", 15 + 9 * 4).get(0);
    assertThat(worn.<Double>getAs(PredictionTable.PREDICTION)).isCloseTo(30, within(1e-4));
    List<Row> sensors = worn.getList(worn.fieldIndex(PredictionTable.CONTRIBUTORS));
    assertThat(sensors)
        .extracting(sensor -> sensor.getAs(PredictionTable.SENSOR))
        .containsExactly("wear", "noise");
    assertThat(sensors.get(0).<Double>getAs(PredictionTable.CONTRIBUTION))
        .as("of the reading and of its peak")
        .isCloseTo(-30, within(1e-4));
    assertThat(sensors.get(1).<Double>getAs(PredictionTable.CONTRIBUTION))
        .isCloseTo(0, within(1e-4));
    Row loud = scored(spark, runtime, 1, "noise", 5 + 3 * 4).get(0);
    assertThat(loud.<Row>getList(loud.fieldIndex(PredictionTable.CONTRIBUTORS)))
        .singleElement()
        .satisfies(sensor -> assertThat(sensor.getString(0)).isEqualTo("noise"))
        .satisfies(sensor -> assertThat(sensor.getDouble(1)).isCloseTo(-15, within(1e-4)));
  }

  @Test
  void oneThatIsExplainedNamesTheSameToTheLastBit(SparkSession spark) {
    Row worn = scored(spark, ScoringRuntime.DEEPLEARNING4J, 2, "wear", 15 + 9 * 4).get(0);
    float[] window = {0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 4, 4};
    Contributions explained = Contributions.of(model(), window, USUAL, 4);
    assertThat(worn.<Row>getList(worn.fieldIndex(PredictionTable.CONTRIBUTORS)))
        .extracting(sensor -> new Contributions.Sensor(sensor.getString(0), sensor.getDouble(1)))
        .isEqualTo(explained.sensors());
  }

  @Test
  void whereNobodyAsksTheNetworkIsAskedOnce(SparkSession spark) {
    assertThat(asked(0)).isEqualTo(2);
    assertThat(asked(1)).as("once more for each of two sensors").isEqualTo(6);
    Row row = scored(spark, ScoringRuntime.DEEPLEARNING4J, 0, "wear", 99).get(0);
    assertThat(row.<Object>getAs(PredictionTable.CONTRIBUTORS)).isNull();
  }

  @Test
  void aModelThatDoesNotKnowWhatIsUsualIsRefusedWithTheWayOut() {
    ScoringModel old =
        new ScoringModel("pump", 3, SPEC, TestingModels.linear(0.6, -0.1, -0.15, -0.1));
    TestingModels.config(0).require(old);
    assertThatThrownBy(() -> TestingModels.config(1).require(old))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot say which sensors predictions of 'pump@3' rest on: it was trained before models"
                + " kept what is usual (expected: a file 'usual-window.json'). Train again, or set"
                + " scoring.contributors = 0.");
  }

  /** The last reading of each pump, whose sensor stands still but for the last reading but one. */
  private static List<Row> scored(
      SparkSession spark, ScoringRuntime runtime, int contributors, String sensor, int then) {
    Dataset<Row> readings =
        TestingModels.pumps(spark)
            .withColumn("wear", expr("15D"))
            .withColumn("noise", expr("5D"))
            .withColumn(sensor, expr("if(sequence = 8, %dD, %s)".formatted(then, sensor)));
    return new ScoreReadings(
            model().on(runtime).broadcast(spark),
            TestingModels.config(contributors),
            spark.emptyDataFrame(),
            Optional.empty())
        .apply(readings)
        .where("sequence = 9")
        .collectAsList();
  }

  /** How often a network is asked about eight windows, four at once. */
  private static int asked(int contributors) {
    int[] calls = {0};
    try (Predictor network = model().open()) {
      Predictor counted =
          new Predictor() {
            @Override
            public float[] predict(float[] miniBatch, int windows) {
              calls[0]++;
              return network.predict(miniBatch, windows);
            }

            @Override
            public void close() {}
          };
      new ScoringTask(model(), new WindowPredictions(counted, SPEC.windows(), 4), contributors)
          .score(
              8,
              (w, target, offset) -> target[offset] = w,
              w -> new PredictionRows.Reading("pump", w, w, w, 0));
    }
    return calls[0];
  }

  private static ScoringModel model() {
    return new ScoringModel(
        "pump",
        1,
        SPEC,
        List.of(TestingModels.linear(0.6, -0.1, -0.15, -0.1)),
        new Calibration(AlarmRule.NONE, PredictionIntervals.NONE, UsualWindow.of(USUAL)));
  }
}
