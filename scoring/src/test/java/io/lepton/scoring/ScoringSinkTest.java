package io.lepton.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import io.lepton.lake.stream.StreamConfig;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.stream.Streams;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Three pumps with ten hourly readings each. */
@ExtendWith(SparkExtension.class)
class ScoringSinkTest {
  static final ScoringConfig CONFIG = TestingModels.config(0);

  private ScoringConfig config = CONFIG;
  private long failed;
  private Lake lake;
  private LakeTable silver;
  private Broadcast<ScoringModel> model;
  private ScoreReadings score;
  private Dataset<Row> readings;

  @BeforeEach
  void fleet(SparkSession spark, @TempDir Path folder) {
    lake = Lake.open(spark, folder.resolve("lake").toString());
    silver =
        lake.open(
            TelemetryTables.silver(
                "telemetry",
                List.of(
                    DataTypes.createStructField("wear", DataTypes.DoubleType, true),
                    DataTypes.createStructField("noise", DataTypes.DoubleType, true))));
    model = TestingModels.untrained().broadcast(spark);
    score = new ScoreReadings(model, CONFIG, spark.emptyDataFrame(), Optional.empty());
    readings = TestingModels.pumps(spark);
  }

  /**
   * All that is asked of networks, alone and together, by both runtimes, with reasons and without.
   */
  static Stream<Arguments> models() {
    return Stream.of(
        asked(TestingModels.Asked.LIFE, 1, ScoringRuntime.DEEPLEARNING4J, 0),
        asked(TestingModels.Asked.LIFE, 3, ScoringRuntime.ONNX, 2),
        asked(TestingModels.Asked.FAILURE, 2, ScoringRuntime.DEEPLEARNING4J, 2),
        asked(TestingModels.Asked.FORECAST, 1, ScoringRuntime.ONNX, 0),
        asked(TestingModels.Asked.FORECAST, 2, ScoringRuntime.DEEPLEARNING4J, 1),
        asked(TestingModels.Asked.ANOMALY, 1, ScoringRuntime.DEEPLEARNING4J, 2));
  }

  private static Arguments asked(
      TestingModels.Asked what, int networks, ScoringRuntime runtime, int contributors) {
    return Arguments.of(
        Named.of(
            "%s, %d of %s".formatted(what, networks, runtime.code()),
            TestingModels.untrained(what, networks).on(runtime)),
        contributors);
  }

  @ParameterizedTest
  @MethodSource("models")
  void batchAndStreamPredictTheSameToTheLastBit(
      ScoringModel asked, int contributors, SparkSession spark, @TempDir Path checkpoints) {
    model = asked.broadcast(spark);
    config = TestingModels.config(contributors);
    score = new ScoreReadings(model, config, spark.emptyDataFrame(), Optional.empty());
    Dataset<Row> atOnce = score.apply(readings);
    LakeTable predictions = lake.open(PredictionTable.spec("predictions"));
    // what was there before the stream, then two micro-batches, the second out of order
    silver.append(part("sequence < 4"), new WriteIdentity("ingest", 0), Optional.empty());
    stream(predictions, checkpoints);
    silver.append(part("sequence in (5, 7)"), new WriteIdentity("ingest", 1), Optional.empty());
    stream(predictions, checkpoints);
    silver.append(
        part("sequence in (4, 6, 8, 9)"), new WriteIdentity("ingest", 2), Optional.empty());
    stream(predictions, checkpoints);
    new JavaDatasetSuiteBase()
        .assertDataFrameDataEquals(
            said(atOnce).where("sequence > 3"), said(predictions.read()).where("sequence > 3"));
    assertThat(predictions.read().where("runtime <=> '%s'".formatted(asked.runtime().code())))
        .as("that say who made them, and why if asked")
        .satisfies(rows -> assertThat(rows.where(reasons(contributors)).count()).isEqualTo(18));
  }

  /**
   * Spark asks for each device that is known, too, when the first micro-batch has nothing of it.
   */
  @Test
  void aDeviceThatIsSilentAtFirstIsNotForgotten(@TempDir Path checkpoints) {
    String late = readings.select("device_id").first().getString(0);
    LakeTable predictions = lake.open(PredictionTable.spec("predictions"));
    silver.append(part("sequence < 4"), new WriteIdentity("ingest", 0), Optional.empty());
    Dataset<Row> others = part("sequence in (4, 5)").where(col("device_id").notEqual(late));
    silver.append(others, new WriteIdentity("ingest", 1), Optional.empty());
    stream(predictions, checkpoints);
    assertThat(predictions.read().count()).isZero();
    silver.append(
        part("sequence > 3").where(col("device_id").equalTo(late)),
        new WriteIdentity("ingest", 2),
        Optional.empty());
    stream(predictions, checkpoints);
    String those = "sequence > 3 and device_id = '%s'".formatted(late);
    new JavaDatasetSuiteBase()
        .assertDataFrameDataEquals(
            said(score.apply(readings)).where(those), said(predictions.read()));
  }

  @Test
  void aReadingIsScoredOnceWhoeverScoresIt(@TempDir Path checkpoints) {
    silver.append(part("sequence < 4"), new WriteIdentity("ingest", 0), Optional.empty());
    LakeTable predictions = lake.open(PredictionTable.spec("predictions"));
    stream(predictions, checkpoints.resolve("a"));
    silver.append(part("sequence > 3"), new WriteIdentity("ingest", 1), Optional.empty());
    stream(predictions, checkpoints.resolve("a"));
    predictions.appendNew(score.apply(silver.read()), PredictionTable.KEY);
    assertThat(predictions.read().count()).isEqualTo(30);
    assertThat(predictions.read().select("device_id", "sequence").distinct().count()).isEqualTo(30);
  }

  @Test
  void batchScoresWhatIsMissingAndWhatFollowsIt() {
    LakeTable predictions = lake.open(PredictionTable.spec("predictions"));
    predictions.put(score.apply(part("sequence not in (4, 9)")), PredictionTable.KEY);
    Dataset<Row> missing =
        new ScoreReadings(model, CONFIG, readings, Optional.of(predictions.read().drop("model")))
            .apply(readings);
    assertThat(missing.count()).as("4 to 9 of three pumps").isEqualTo(18);
    predictions.put(missing, PredictionTable.KEY);
    new JavaDatasetSuiteBase()
        .assertDataFrameDataEquals(said(score.apply(readings)), said(predictions.read()));
  }

  @Test
  void aPredictionSaysWhatItWasMadeWith() {
    List<Row> all = score.apply(readings).orderBy("device_id", "event_time").collectAsList();
    Row first = all.get(0);
    assertThat(first.<String>getAs(PredictionTable.MODEL)).isEqualTo("pump");
    assertThat(first.<Integer>getAs(PredictionTable.MODEL_VERSION)).isEqualTo(1);
    assertThat(first.<String>getAs(PredictionTable.FEATURE_SPEC))
        .isEqualTo(TestingModels.untrained().spec().hash());
    assertThat(first.<Double>getAs(PredictionTable.PREDICTION)).isBetween(0.0, 100.0);
    assertThat(first.<Double>getAs(PredictionTable.DELAY)).isPositive();
    assertThat(all).allSatisfy(ScoringSinkTest::liesInItsInterval);
  }

  @ParameterizedTest
  @EnumSource(ScoringRuntime.class)
  void whatWasMissingIsCountedAndNeverMakesAPredictionThatIsNone(
      ScoringRuntime runtime, SparkSession spark, @TempDir Path checkpoints) {
    model = TestingModels.untrained().on(runtime).broadcast(spark);
    LakeTable predictions = lake.open(PredictionTable.spec("predictions"));
    silver.append(part("sequence < 4"), new WriteIdentity("ingest", 0), Optional.empty());
    stream(predictions, checkpoints);
    Dataset<Row> broken =
        part("sequence > 3")
            .withColumn("wear", expr("if(sequence = 5, double('NaN'), wear)"))
            .withColumn("noise", expr("if(sequence = 6, double('Infinity'), noise)"));
    silver.append(broken, new WriteIdentity("ingest", 1), Optional.empty());
    stream(predictions, checkpoints);
    predictions.appendNew(
        new ScoreReadings(model, CONFIG, spark.emptyDataFrame(), Optional.empty())
            .apply(silver.read()),
        PredictionTable.KEY);
    Dataset<Row> counted =
        predictions.read().join(silver.read(), new String[] {"device_id", "sequence"});
    assertThat(counted.count()).isEqualTo(30);
    assertThat(
            counted
                .where(
                    "missing_columns <=> int(isnan(ifnull(wear, double('NaN'))))"
                        + " + int(ifnull(noise, double('Infinity')) = double('Infinity'))")
                .count())
        .isEqualTo(30);
    assertThat(predictions.read().where("missing_columns > 0").count()).isGreaterThan(6);
    assertThat(predictions.read().where("isnan(prediction) or prediction is null").count())
        .isZero();
  }

  /** Of a worn pump it says minus infinity, which would pass for no life left. */
  @Test
  void whatANetworkAnswersWithNoNumberIsFlaggedAndTheStreamGoesOn(
      SparkSession spark, @TempDir Path checkpoints) {
    model =
        new ScoringModel("pump", 1, TestingModels.spec(), TestingModels.linear(0.5, -1e37, 0))
            .broadcast(spark);
    LakeTable predictions = lake.open(PredictionTable.spec("predictions"));
    Dataset<Row> worn = readings.withColumn("wear", expr("if(sequence = 5, 1e3, wear)"));
    silver.append(worn.where("sequence < 4"), new WriteIdentity("ingest", 0), Optional.empty());
    stream(predictions, checkpoints);
    silver.append(worn.where("sequence > 3"), new WriteIdentity("ingest", 1), Optional.empty());
    stream(predictions, checkpoints);
    String none =
        "error = 'output-not-finite' and prediction is null and lower is null and upper is null";
    assertThat(predictions.read().where("sequence between 5 and 8").count()).isEqualTo(12);
    assertThat(predictions.read().where("sequence between 5 and 8").where(none).count())
        .isEqualTo(12);
    assertThat(predictions.read().where("error is null and prediction > 0").count()).isEqualTo(6);
    assertThat(failed).isEqualTo(12);
    Dataset<Row> atOnce =
        new ScoreReadings(model, CONFIG, spark.emptyDataFrame(), Optional.empty())
            .apply(silver.read());
    new JavaDatasetSuiteBase()
        .assertDataFrameDataEquals(said(atOnce).where("sequence > 3"), said(predictions.read()));
  }

  private static void liesInItsInterval(Row row) {
    double lower = row.<Double>getAs(PredictionTable.LOWER);
    double upper = row.<Double>getAs(PredictionTable.UPPER);
    assertThat(row.<Double>getAs(PredictionTable.PREDICTION)).isBetween(lower, upper);
    assertThat(upper - lower).isPositive();
  }

  @Test
  void aTableFromBeforeThereWereIntervalsGainsThem() {
    TableSpec now = PredictionTable.spec("predictions");
    lake.open(
        TableSpec.of(
            now.id(),
            Arrays.stream(now.columns().fields())
                .filter(field -> !field.name().matches("lower|upper|contributors"))
                .toArray(StructField[]::new)));
    LakeTable predictions = lake.open(now);
    predictions.appendNew(score.apply(part("sequence = 3")), PredictionTable.KEY);
    assertThat(predictions.read().where("lower <= prediction and prediction <= upper").count())
        .isEqualTo(3);
  }

  private Dataset<Row> part(String condition) {
    return readings.where(condition);
  }

  /** Goes on with a stream until it has scored all there is. */
  private void stream(LakeTable predictions, Path checkpoint) {
    long now = silver.version();
    LiveWindows live = new LiveWindows(model.value().spec());
    LiveWindows.Source arriving = new LiveWindows.Source(silver.readStreamFrom(now), silver.read());
    Dataset<Row> windows =
        Files.exists(checkpoint.resolve("commits/0"))
            ? live.of(arriving)
            : live.of(arriving, new LiveWindows.Source(silver.readAt(now), silver.read()));
    StreamConfig stream = new StreamConfig(StreamTrigger.availableNow(), checkpoint.toString());
    ScoringSink sink =
        new ScoringSink(predictions, () -> model, config, (count, without) -> failed += without);
    Streams.await(Streams.start("score", windows, stream, sink));
  }

  private static String reasons(int contributors) {
    return contributors == 0
        ? "contributors is null"
        : "size(contributors) = %d and contributors[0].contribution != 0".formatted(contributors);
  }

  /** What is said of which reading, without when it was said. */
  private static Dataset<Row> said(Dataset<Row> predictions) {
    return predictions
        .drop(PredictionTable.SCORED_AT, PredictionTable.DELAY)
        .orderBy("device_id", "sequence");
  }
}
