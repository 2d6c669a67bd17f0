package io.lepton.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.lake.model.ModelVersion;
import io.lepton.test.support.SparkExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Eight pumps whose model was trained on the first forty hours, and what came after, by hand. */
@ExtendWith(SparkExtension.class)
class PerformanceJobTest {
  private static final String SPLIT =
      """
      features.split { validation = 0.25, test = 0.25, seed = 1 }
      scoring { model = pumps, version = "1" }
      """;

  /**
   * Pumps 0 to 5 fail in hour 760, the others never again. A life of 18 hours or more was said to
   * be 22 in January, and in February each was said to be an hour too short.
   */
  @Test
  void livesThatEndedAreMeasuredByMonthBesideThePromise(SparkSession spark, @TempDir Path folder) {
    JobContext context =
        trained(
            spark,
            folder,
            "features.label { event = failure, cap = 18, unit = 1 hour, unit-name = hours }");
    Dataset<Row> live =
        pumps(spark, 8, 740, 748)
            .selectExpr("*", "1 as load", "1 as heat", "1 as version")
            .selectExpr("*", "if(hour < 744, 22, 759 - hour) as prediction")
            .selectExpr("*", "prediction - 2 as lower", "prediction + 2 as upper");
    TestingFleet.readings(context, live, 1);
    TestingFleet.predictions(context, live);
    Dataset<Row> learned =
        pumps(spark, 8, 0, 40).selectExpr("*", "1 as version", "9 as prediction");
    TestingFleet.predictions(context, learned);
    promise(context, spark);
    TestingFleet.failures(context, pumps(spark, 6, 760, 761), 1);

    PerformanceJob.Result result = new PerformanceJob(context).run();
    List<Performance.Period> periods = result.versions().get(0).periods();
    assertThat(periods)
        .extracting(Performance.Period::month)
        .containsExactly("all", "1970-01", "1970-02");
    assertThat(periods.get(0).known()).isEqualTo(new Performance.Count(48, 6));
    assertThat(periods.get(0).censored()).isEqualTo(new Performance.Count(16, 2));
    assertThat(found(periods.get(0), "RMSE")).isCloseTo(Math.sqrt(77 / 8.0), within(1e-9));
    assertThat(found(periods.get(0), "coverage")).isEqualTo(0.5);
    assertThat(found(periods.get(1), "RMSE")).isCloseTo(Math.sqrt(73 / 4.0), within(1e-9));
    assertThat(found(periods.get(1), "MAE")).as("4, 4, 4 and 5").isEqualTo(17 / 4.0);
    assertThat(found(periods.get(2), "MAE")).isEqualTo(1);
    assertThat(figure(periods.get(1), "MAE").verdict()).isEqualTo(Performance.Verdict.WORSE);
    assertThat(figure(periods.get(2), "MAE").verdict()).isEqualTo(Performance.Verdict.AS_PROMISED);

    StringWriter text = new StringWriter();
    PerformanceLines.print(new PrintWriter(text, true), result);
    assertThat(text.toString())
        .containsPattern(
            "1970-01 +MAE +4.250 +\\[4.250, 4.250\\] +1.000 +\\[1.000, 1.000\\] +worse")
        .contains("truth known of 48 readings of 6 devices, not yet of 16 readings of 2 devices");
    assertThat(PerformanceLines.named(result).get(2)).containsEntry("mae_promised", "1.0");
    assertThat(new PerformanceJob(context).run()).isEqualTo(result);
    assertThat(new PerformanceTable(context).of(new ModelVersion("pumps", 1)))
        .usingRecursiveComparison()
        .ignoringCollectionOrder()
        .isEqualTo(periods);
    assertThat(
            context
                .lake()
                .existing(context.config().evaluation().performance(), "test")
                .read()
                .where("month = '1970-02' and metric = 'MAE' and verdict = 'as-promised'")
                .where("value = 1 and promised = 1 and readings = 24 and devices = 6")
                .count())
        .isEqualTo(1);
  }

  /** Of two pumps the first fails in hour 60; the other one is watched up to hour 59. */
  @Test
  void probabilitiesAreMeasuredWhereTheHorizonHasPassed(SparkSession spark, @TempDir Path folder) {
    JobContext context =
        trained(
            spark,
            folder,
            "features.label { kind = failure-within, event = failure, horizon = 10 hours }");
    Dataset<Row> live =
        pumps(spark, 2, 40, 60)
            .selectExpr("*", "1 as load", "1 as heat", "1 as version")
            .selectExpr("*", "if(device_id = 'pump-0' and hour >= 45, 0.9, 0.1) as prediction")
            .selectExpr("*", "if(prediction > 0.5, 'failure', 'no failure') as predicted_class");
    TestingFleet.readings(context, live, 1);
    TestingFleet.predictions(context, live);
    TestingFleet.failures(context, pumps(spark, 1, 60, 61), 1);

    Performance.Period all = new PerformanceJob(context).run().versions().get(0).periods().get(0);
    assertThat(all.known()).isEqualTo(new Performance.Count(30, 2));
    assertThat(all.censored()).isEqualTo(new Performance.Count(10, 1));
    assertThat(found(all, "precision of failure")).as("from hour 50").isEqualTo(10 / 15.0);
    assertThat(found(all, "recall of failure")).isEqualTo(1);
    assertThat(found(all, "cross-entropy"))
        .isCloseTo(-(25 * Math.log(0.9) + 5 * Math.log(0.1)) / 30, within(1e-9));
    assertThat(found(all, "Brier score of failure"))
        .isCloseTo((25 * 0.01 + 5 * 0.81) / 30, within(1e-9));
    assertThat(figure(all, "cross-entropy").promised()).as("not evaluated").isEmpty();
  }

  /** Loads are 0 and 1 in turn, half of one apart from their mean; forecasts are one too high. */
  @Test
  void forecastsAreMeasuredOnceTheReadingsAreThere(SparkSession spark, @TempDir Path folder) {
    JobContext context =
        trained(spark, folder, "features.label { kind = forecast, channels = [load], steps = 2 }");
    Dataset<Row> live =
        pumps(spark, 8, 40, 50)
            .selectExpr("*", "hour % 2 as load", "1 as heat", "1 as version", "0 as prediction")
            .selectExpr("*", "array((hour + 1) % 2 + 1D, hour % 2 + 1D) as forecast");
    TestingFleet.readings(context, live, 1);
    TestingFleet.predictions(context, live);

    Performance.Period all = new PerformanceJob(context).run().versions().get(0).periods().get(0);
    assertThat(all.known()).isEqualTo(new Performance.Count(64, 8));
    assertThat(all.censored()).as("the last two of each").isEqualTo(new Performance.Count(16, 8));
    assertThat(found(all, "MSE")).isCloseTo(4, within(1e-6));
    assertThat(found(all, "MAE")).isCloseTo(2, within(1e-6));
  }

  private static JobContext trained(SparkSession spark, Path folder, String label) {
    JobContext context = TestingFleet.open(spark, folder, SPLIT + label + "\n");
    TestingFleet.readings(
        context, pumps(spark, 8, 0, 40).selectExpr("*", "hour % 2 as load", "hour % 5 as heat"), 0);
    TestingFleet.failures(context, pumps(spark, 8, 39, 40), 0);
    TestingFleet.publish(context);
    return context;
  }

  private static Dataset<Row> pumps(SparkSession spark, int pumps, int from, int until) {
    return spark
        .range((long) pumps * (until - from))
        .selectExpr(
            "concat('pump-', id % " + pumps + ") as device_id",
            "cast(id div " + pumps + " as int) + " + from + " as hour");
  }

  /** Each of six devices was an hour off when the model was evaluated. */
  private static void promise(JobContext context, SparkSession spark) {
    List<Row> windows =
        IntStream.range(0, 6)
            .mapToObj(
                device ->
                    RowFactory.create(
                        "held-out-" + device,
                        new Timestamp(0),
                        "pumps",
                        1,
                        9.0,
                        10.0,
                        -1,
                        1.0,
                        4.0,
                        1.0,
                        8.0,
                        12.0,
                        null))
            .toList();
    new EvaluationTable(context)
        .keep(
            "pumps",
            1,
            JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(windows));
  }

  private static Performance.Figure figure(Performance.Period period, String name) {
    return period.figures().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private static double found(Performance.Period period, String name) {
    return figure(period, name).found().value();
  }
}
