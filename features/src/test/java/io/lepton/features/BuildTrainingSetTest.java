package io.lepton.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import io.lepton.lake.config.ConfigReader;
import io.lepton.test.support.SparkExtension;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forty pumps with 30 hourly readings each; a pump fails at its last reading. */
@ExtendWith(SparkExtension.class)
class BuildTrainingSetTest {
  private static final SplitConfig SPLIT = new SplitConfig(1, 0.2, 0.2, List.of(), TimeSplit.NONE);
  private static final String LIFE =
      "features.label { event = failure, cap = 20, unit = 1 hour, unit-name = hours }";
  private Dataset<Row> silver;
  private Dataset<Row> events;

  @BeforeEach
  void fleet(SparkSession spark) {
    silver =
        spark
            .range(40 * 30)
            .selectExpr(
                "concat('pump-', id div 30) as device_id",
                "timestamp_seconds(3600 * (id % 30)) as event_time",
                "id % 30 as sequence",
                "cast(id % 30 as double) as wear",
                "cast((id * 7) % 11 as double) as noise",
                "cast(id % 2 as double) as speed");
    events =
        silver
            .where(col("sequence").equalTo(29))
            .selectExpr("device_id", "event_time", "'failure' as kind");
  }

  @Test
  void everyReadingIsStoredOnceWithTheLabelOfItsWindow() {
    List<Segment> segments = segments(build(silver, events), Split.TRAIN);
    Segment pump = segments.get(0);
    assertThat(pump.rows().values()).hasSize(30 * 2);
    assertThat(pump.ends()).containsExactly(IntStream.range(0, 30).toArray());
    assertThat(pump.labels()[29]).isZero();
    assertThat(pump.labels()[25]).isEqualTo(4);
    assertThat(pump.labels()[0]).as("capped").isEqualTo(20);
    assertThat(pump.endTimes()[2]).isEqualTo(2 * 3_600_000_000L);
  }

  @Test
  void everyDeviceIsInOnePart() {
    BuildTrainingSet.Built built = build(silver, events);
    long devices = built.rows().select("device_id").distinct().count();
    assertThat(devices).isEqualTo(40);
    assertThat(built.rows().select("device_id", "split").distinct().count()).isEqualTo(40);
    assertThat(built.devices().values()).allMatch(n -> n > 0);
  }

  @Test
  void statisticsComeFromTheTrainingDevicesAlone() {
    FeatureSpec before = build(silver, events).spec();
    // Whatever the others do, the specification must not hear of it.
    List<String> others =
        IntStream.range(0, 40)
            .mapToObj(i -> "pump-" + i)
            .filter(d -> SPLIT.of(d) != Split.TRAIN)
            .toList();
    Dataset<Row> disturbed =
        silver.withColumn(
            "wear",
            when(col("device_id").isin(others.toArray()), col("wear").multiply(1000))
                .otherwise(col("wear")));
    assertThat(build(disturbed, events).spec()).isEqualTo(before);
  }

  @Test
  void theFutureChangesNoFeature() {
    Dataset<Row> past = silver.where(col("sequence").lt(20));
    FeatureSpec spec = build(silver, events).spec();
    FeatureMatrix whole = values(silver, spec);
    FeatureMatrix cut = values(past, spec);
    assertThat(whole.copy(0, cut.step()).values()).containsExactly(cut.values());
  }

  @Test
  void whateverComesAfterTrainingChangesNeitherStatisticsNorTrainingWindows() {
    String byTime =
        """
        features.label { kind = forecast, channels = [wear], steps = 2 }
        features.split { validation = 0, test = 0 }
        features.split.time {
          validation-from = "1970-01-01T15:00:00Z", test-from = "1970-01-01T22:00:00Z"
          embargo = 1 hour
        }
        """;
    Dataset<Row> shuffledFuture =
        silver.withColumn(
            "wear",
            when(col("sequence").geq(14), col("wear").multiply(-37).plus(col("noise")))
                .otherwise(col("wear")));
    BuildTrainingSet.Built before = new BuildTrainingSet(config(byTime)).apply(silver, events);
    BuildTrainingSet.Built after =
        new BuildTrainingSet(config(byTime)).apply(shuffledFuture, events);
    assertThat(after.spec()).isEqualTo(before.spec());
    List<Segment> learned = segments(after, Split.TRAIN);
    List<Segment> same = segments(before, Split.TRAIN);
    for (int s = 0; s < same.size(); s++) {
      assertThat(learned.get(s).rows().values()).containsExactly(same.get(s).rows().values());
      assertThat(learned.get(s).endTimes()).containsExactly(same.get(s).endTimes());
    }
    assertThat(segments(after, Split.TEST)).isNotEmpty();
  }

  @Test
  void devicesThatHaveNotFailedAreLeftOut() {
    Dataset<Row> some = events.where(col("device_id").notEqual("pump-3"));
    assertThat(build(silver, some).rows().where("device_id = 'pump-3'").count()).isZero();
  }

  @Test
  void aTrainingSetIsTheSameWhicheverOrderReadingsComeIn() {
    FeatureSpec spec = build(silver, events).spec();
    assertThat(build(silver.orderBy(col("noise"), col("wear").desc()), events).spec())
        .isEqualTo(spec);
    assertThat(FeatureSpec.parse(spec.json())).isEqualTo(spec);
  }

  @Test
  void refusesToBuildWithoutFailures() {
    assertThatThrownBy(() -> build(silver, events.where("false")))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot build training set 'training_set': of 40 devices 0 have an event 'failure', and"
                + " none of them is in the train part (expected: at least one). Add failed devices"
                + " or change features.split.");
  }

  @Test
  void namesAColumnThatIsNotThere() {
    assertThatThrownBy(() -> build(silver.drop("noise"), events))
        .hasMessageContaining("silver has no column [noise]");
  }

  private static BuildTrainingSet.Built build(Dataset<Row> silver, Dataset<Row> events) {
    return new BuildTrainingSet(config("")).apply(silver, events);
  }

  private static FeatureConfig config(String changes) {
    return ConfigReader.parse(
            """
            pipeline = pumps
            features {
              channels = [wear, noise], settings = [speed], regimes = 2
              window.length = 5
              split { seed = 1, validation = 0.2, test = 0.2 }
            }
            """
                + (changes.isEmpty() ? LIFE : changes))
        .read(
            in -> {
              in.string("pipeline");
              return in.section("features", FeatureConfig::read);
            });
  }

  private static List<Segment> segments(BuildTrainingSet.Built built, Split split) {
    return TrainingSetTable.segments(built.rows(), split).collect().stream()
        .sorted(Comparator.comparing(Segment::deviceId))
        .toList();
  }

  private static FeatureMatrix values(Dataset<Row> silver, FeatureSpec spec) {
    return DeviceSeries.of(silver.where("device_id = 'pump-1'"), silver, spec, List.of())
        .map(series -> series.matrix().copy(0, series.rows()))
        .first();
  }
}
