package io.lepton.scoring;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three pumps with ten hourly readings each. */
@ExtendWith(SparkExtension.class)
class ScoringSinkTest {
  private static final ScoringConfig CONFIG =
      new ScoringConfig("pump", "latest", 4, "predictions", StreamTrigger.availableNow());

  private Lake lake;
  private LakeTable silver;
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
    Broadcast<ScoringModel> model =
        spark
            .sparkContext()
            .broadcast(
                TestingModels.untrained(),
                scala.reflect.ClassTag$.MODULE$.apply(ScoringModel.class));
    score = new ScoreReadings(model, CONFIG);
    readings =
        spark
            .range(30)
            .selectExpr(
                "concat('pump-', id div 10) as device_id",
                "timestamp_seconds(3600 * (id % 10)) as event_time",
                "id % 10 as sequence",
                "cast(id % 10 as double) as wear",
                "cast(nullif((id * 7) % 11, 3) as double) as noise",
                "false as is_late",
                "0D as late_by_seconds",
                "'pumps' as kafka_topic",
                "0 as kafka_partition",
                "id as kafka_offset",
                "timestamp_seconds(1e9) as kafka_time",
                "timestamp_seconds(1e9) as ingest_time");
  }

  @Test
  void batchAndStreamPredictTheSameToTheLastBit() {
    Dataset<Row> atOnce = score.apply(readings);
    LakeTable predictions = lake.open(PredictionTable.spec("predictions"));
    ScoringSink sink = sink(predictions);
    for (int part = 0; part < 3; part++) {
      Dataset<Row> arrived = readings.where(col("sequence").divide(4).cast("int").equalTo(part));
      silver.append(arrived, new WriteIdentity("ingest", part), Optional.empty());
      sink.accept(arrived, new WriteIdentity("score", part));
    }
    assertThat(predictions.read().count()).isEqualTo(30);
    new JavaDatasetSuiteBase().assertDataFrameDataEquals(said(atOnce), said(predictions.read()));
  }

  @Test
  void aReadingIsScoredOnceWhoeverScoresIt() {
    silver.append(readings, new WriteIdentity("ingest", 0), Optional.empty());
    LakeTable predictions = lake.open(PredictionTable.spec("predictions"));
    sink(predictions).accept(readings, new WriteIdentity("stream", 0));
    sink(predictions).accept(readings, new WriteIdentity("batch", 0));
    assertThat(predictions.read().count()).isEqualTo(30);
  }

  @Test
  void aPredictionSaysWhatItWasMadeWith() {
    Row first = score.apply(readings).orderBy("device_id", "event_time").first();
    assertThat(first.<String>getAs(PredictionTable.MODEL)).isEqualTo("pump");
    assertThat(first.<Integer>getAs(PredictionTable.MODEL_VERSION)).isEqualTo(1);
    assertThat(first.<String>getAs(PredictionTable.FEATURE_SPEC))
        .isEqualTo(TestingModels.untrained().spec().hash());
    assertThat(first.<Double>getAs(PredictionTable.PREDICTION)).isBetween(0.0, 100.0);
    assertThat(first.<Double>getAs(PredictionTable.DELAY)).isPositive();
  }

  private ScoringSink sink(LakeTable predictions) {
    return new ScoringSink(silver, predictions, score, readings -> {});
  }

  /** What is said of which reading, without when it was said. */
  private static Dataset<Row> said(Dataset<Row> predictions) {
    return predictions
        .drop(PredictionTable.SCORED_AT, PredictionTable.DELAY)
        .orderBy("device_id", "sequence");
  }
}
