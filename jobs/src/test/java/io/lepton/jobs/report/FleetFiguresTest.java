package io.lepton.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.label.Label;
import io.lepton.features.label.Reconstruction;
import io.lepton.features.label.RemainingLife;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.jobs.report.ReportData.LifeLine;
import io.lepton.jobs.report.ReportData.Moment;
import io.lepton.lake.model.ModelVersion;
import io.lepton.test.support.SparkExtension;
import io.lepton.training.evaluation.Interval;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class FleetFiguresTest {
  /** What is said is 1, but once 9; pump-2 has three readings, the others a thousand. */
  @Test
  void whatWasSaidOverTimeIsThinnedButNoPeakIsLost(SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, "");
    TestingFleet.predictions(
        context,
        spark
            .range(3000)
            .where("id < 2003")
            .selectExpr("concat('pump-', id div 1000) as device_id", "id % 1000 as hour")
            .selectExpr("*", "1 as version", "if(hour = 503, 9, 1) as prediction")
            .selectExpr("*", "0 as lower", "2 as upper"));
    List<LifeLine> scores =
        figures(context, new Reconstruction()).lines(List.of("pump-2", "pump-0"));
    assertThat(scores).extracting(LifeLine::deviceId).containsExactly("pump-2", "pump-0");
    assertThat(scores.get(0).moments()).hasSize(3);
    assertThat(scores.get(1).moments()).hasSize(100).isSortedAccordingTo(FleetFiguresTest::inTime);
    assertThat(scores.get(1).moments())
        .contains(moment(503, 9), moment(519, 1))
        .doesNotContain(moment(509, 1));

    Label life = new RemainingLife("failure", 100, Duration.ofHours(1), "hours");
    assertThat(figures(context, life).lines(List.of("pump-1")).get(0).moments())
        .as("the last of each part")
        .hasSize(100)
        .contains(moment(999, 1))
        .noneMatch(moment -> moment.prediction() == 9);
    assertThat(figures(context, life).delay())
        .contains(new ReportData.Delay(Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }

  private static FleetFigures figures(JobContext context, Label label) {
    return new FleetFigures(context, new ModelVersion("pumps", 1), label);
  }

  private static int inTime(Moment one, Moment other) {
    return one.time().compareTo(other.time());
  }

  private static Moment moment(int hour, double said) {
    return new Moment(
        Instant.ofEpochSecond(3600L * hour), Double.NaN, said, Optional.of(new Interval(0, 2)));
  }
}
