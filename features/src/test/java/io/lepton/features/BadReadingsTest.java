package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import io.lepton.lake.config.ConfigReader;
import io.lepton.test.support.SparkExtension;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten pumps with twenty readings each, and what may be wrong with them. */
@ExtendWith(SparkExtension.class)
class BadReadingsTest {
  private Dataset<Row> silver;
  private Dataset<Row> events;

  @BeforeEach
  void fleet(SparkSession spark) {
    silver =
        spark
            .range(10 * 20)
            .selectExpr(
                "concat('pump-', id div 20) as device_id",
                "timestamp_seconds(60 * (id % 20)) as event_time",
                "id % 20 as sequence",
                "cast((id * 37) % 11 as double) as load",
                "cast((id * 53) % 7 as double) as heat",
                "1.0D as speed");
    events =
        silver.where("sequence = 19").selectExpr("device_id", "event_time", "'failure' as kind");
  }

  @Test
  void aDeviceWithOneReadingHasOneWindow() {
    Dataset<Row> some = silver.where("device_id <> 'pump-1' or sequence = 19");
    assertThat(windows(build(some, ""), "pump-1")).isEqualTo(1);
  }

  @Test
  void readingsOfTheSameInstantFollowTheirSequence(SparkSession spark) {
    Dataset<Row> same =
        silver.withColumn(
            "event_time",
            silver
                .col("event_time")
                .minus(
                    org.apache.spark.sql.functions.expr(
                        "make_dt_interval(0, 0, 0, 60 * (sequence % 2))")));
    FeatureMatrix values =
        DeviceSeries.of(
                same.where("device_id = 'pump-0'"), events, spec(build(same, "")), List.of())
            .first()
            .matrix();
    FeatureMatrix ordered =
        DeviceSeries.of(
                silver.where("device_id = 'pump-0'"), events, spec(build(same, "")), List.of())
            .first()
            .matrix();
    assertThat(values.values()).containsExactly(ordered.values());
  }

  @Test
  void whatIsNotFiniteIsMissing() {
    Dataset<Row> infinite =
        silver.selectExpr(
            "device_id",
            "event_time",
            "sequence",
            "case sequence when 3 then double('NaN') when 4 then double('Infinity')"
                + " when 5 then -1.7976931348623157E308D else load end as load",
            "heat",
            "speed");
    Dataset<Row> missing =
        silver.selectExpr(
            "device_id",
            "event_time",
            "sequence",
            "if(sequence in (3, 4, 5), null, load) as load",
            "heat",
            "speed");
    assertThat(spec(build(infinite, ""))).isEqualTo(spec(build(missing, "")));
  }

  @Test
  void aChannelThatHalfOfTheFleetLacksIsTheMeanThere() {
    Dataset<Row> half =
        silver.selectExpr(
            "device_id",
            "event_time",
            "sequence",
            "if(device_id < 'pump-5', null, load) as load",
            "heat",
            "speed");
    FeatureMatrix values =
        DeviceSeries.of(
                half.where("device_id = 'pump-1'"), events, spec(build(half, "")), List.of())
            .first()
            .matrix();
    for (int row = 0; row < 20; row++) {
      assertThat(values.at(row, 0)).isZero();
      assertThat(values.at(row, 1)).isNotZero();
    }
  }

  @Test
  void anEventWithoutDeviceOrTimeIsNoEvent(SparkSession spark) {
    Dataset<Row> nobodys =
        events.union(
            spark.sql(
                "SELECT cast(null AS string), timestamp_seconds(5), 'failure' UNION ALL"
                    + " SELECT 'pump-2', cast(null AS timestamp), 'failure'"));
    assertThat(spec(new BuildTrainingSet(config("")).apply(silver, nobodys)))
        .isEqualTo(spec(build(silver, "")));
  }

  @Test
  void settingsWithOneValueAreOneRegime() {
    assertThat(spec(build(silver, "features { settings = [speed], regimes = auto }")).regimes())
        .hasSize(1);
    assertThatThrownBy(() -> build(silver, "features { settings = [speed], regimes = 2 }"))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot find 2 operating regimes: the settings have 1 different values (expected: at"
                + " least 2). Set features.regimes = 1.");
  }

  @Test
  void aTrainingTimeWithoutReadingsIsRefused() {
    assertThatThrownBy(
            () ->
                build(
                    silver,
                    "features.split.time { validation-from = \"1960-01-01T00:00:00Z\", test-from ="
                        + " \"1961-01-01T00:00:00Z\" }"))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot build training set 'training_set': the training part has no readings (expected:"
                + " at least one). Change features.split.");
  }

  private BuildTrainingSet.Built build(Dataset<Row> readings, String changes) {
    return new BuildTrainingSet(config(changes)).apply(readings, events);
  }

  private static FeatureSpec spec(BuildTrainingSet.Built built) {
    return built.spec();
  }

  private static long windows(BuildTrainingSet.Built built, String device) {
    return built
        .rows()
        .where("device_id = '" + device + "'")
        .selectExpr("sum(windows)")
        .first()
        .getLong(0);
  }

  private static FeatureConfig config(String changes) {
    return ConfigReader.parse(
            """
            pipeline = pumps
            features { channels = [load, heat], window.length = 4, split.test = 0 }
            features.split.validation = 0
            """
                + changes)
        .read(
            in -> {
              in.string("pipeline");
              return in.section("features", FeatureConfig::read);
            });
  }
}
