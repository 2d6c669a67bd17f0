package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Four pumps with sixty hourly readings, which arrive up to four hours late; heat is the hour. */
@ExtendWith(SparkExtension.class)
class FeatureSkewTest {
  private static final FeatureSkew.Sample THREE = new FeatureSkew.Sample(Duration.ofDays(1), 3, 1);

  @Test
  void theSameSpecificationGivesTheSameBitsAndAnotherOneIsNamedWithBothValues(SparkSession spark) {
    FeatureSpec trained = TestingSpec.of("load", "heat").late(Duration.ofHours(5)).spec();
    FeatureSkew.Result same =
        new FeatureSkew(trained, trained).in(silver(spark), none(spark), THREE);
    assertThat(same.first()).isEmpty();
    assertThat(same.devices()).isEqualTo(3);
    assertThat(same.windows()).as("of the last 24 of 60 hours").isEqualTo(3 * 24);

    // half a degree of heat is taken off live
    FeatureSpec other =
        TestingSpec.of("load", "heat")
            .late(Duration.ofHours(5))
            .regimes(
                trained.settings(),
                new Regime(List.of(), List.of(0.0, 0.5), List.of(1.0, 1.0), List.of(0.0, 0.0)))
            .spec();
    FeatureSkew.Result differs =
        new FeatureSkew(trained, other).in(silver(spark), none(spark), THREE);
    assertThat(differs.differing()).isEqualTo(3 * 24);
    FeatureSkew.Difference first = differs.first().orElseThrow();
    assertThat(first.time()).isEqualTo(Instant.parse("1970-01-02T12:00:00Z"));
    assertThat(first.feature()).isEqualTo("heat");
    assertThat(List.of(first.batch(), first.live()))
        .as("the window's first reading is that of hour 34")
        .containsExactly(34f, 33.5f);
    assertThat(first)
        .hasToString(
            "'heat' of device '%s' at 1970-01-02T12:00:00Z is 34.0 in batch and 33.5 live"
                .formatted(first.device()));
  }

  @Test
  void aReadingThatOnlyBatchTakesIsFound(SparkSession spark) {
    FeatureSpec patient = TestingSpec.of("load", "heat").late(Duration.ofHours(5)).spec();
    FeatureSpec strict = TestingSpec.of("load", "heat").late(Duration.ZERO).spec();
    FeatureSkew.Result found =
        new FeatureSkew(patient, strict).in(silver(spark), none(spark), THREE);
    assertThat(found.differing()).isPositive();
  }

  @Test
  void windowsOfAnotherShapeAreRefused(SparkSession spark) {
    FeatureSpec shorter = TestingSpec.of("load", "heat").window(2, 1).spec();
    FeatureSkew skew = new FeatureSkew(TestingSpec.of("load", "heat").spec(), shorter);
    assertThatThrownBy(() -> skew.in(silver(spark), none(spark), THREE))
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith("Cannot compare live features with those of batch");
  }

  private static Dataset<Row> silver(SparkSession spark) {
    return spark
        .range(4 * 60)
        .selectExpr("concat('pump-', id div 60) as device_id", "id % 60 as hour")
        .selectExpr("*", "abs(hash(device_id, hour)) % 14400 as late")
        .selectExpr(
            "device_id",
            "timestamp_seconds(3600 * hour) as event_time",
            "hour as sequence",
            "cast((hour * 7919) % 101 as double) as load",
            "cast(hour as double) as heat",
            "late > 3600 as is_late",
            "cast(late as double) as late_by_seconds",
            "timestamp_seconds(3600 * hour + late) as kafka_time");
  }

  private static Dataset<Row> none(SparkSession spark) {
    return silver(spark).limit(0);
  }
}
