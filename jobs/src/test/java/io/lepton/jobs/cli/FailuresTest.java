package io.lepton.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lepton.lake.PipelineException;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class FailuresTest {
  private static final String LOST =
      "Task 1 in stage 5.0 failed 4 times, most recent failure: Lost task 1.3 in stage 5.0 (TID 9)"
          + " (10.0.0.7 executor 3): ExecutorLostFailure (executor 3 exited caused by one of the"
          + " running tasks) Reason: Command exited with code 137";

  @Test
  void executorsThatWereLostAreTheOutsideWorldAndTheSameCommandGoesOn() {
    Throwable ended = new SparkException(aborted(LOST));
    assertThat(Failures.exitCode(ended)).isEqualTo(4);
    assertThat(Failures.known(ended).orElseThrow())
        .hasMessage(
            "Cannot go on: "
                + LOST
                + " (expected: executors that live and have memory enough). Look into their logs"
                + " and run the same command again: nothing is written twice, and a training goes"
                + " on from its last checkpoint. If it fails in the same way again, it is a bug of"
                + " Lepton: send us the log.");
  }

  @Test
  void soIsWhatFailedEachTimeItWasTried() {
    String text = LOST.replaceFirst("ExecutorLost.*", "java.lang.IllegalStateException: card");
    Throwable ended = new SparkException(aborted(text), new IllegalStateException("card"));
    assertThat(Failures.exitCode(ended)).isEqualTo(4);
    assertThat(Failures.known(ended).orElseThrow().getMessage())
        .contains("java.lang.IllegalStateException: card (expected: executors");
  }

  @Test
  @ExtendWith(SparkExtension.class)
  void whatATaskSaysToTheUserIsSaidAndWhatWasTriedOnceAndBrokeIsABug(SparkSession spark) {
    Throwable known =
        inATask(
            spark,
            number -> {
              throw PipelineException.config("Cannot train on card 'x'");
            });
    assertThat(Failures.known(known))
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("Cannot train on card 'x'");
    assertThat(Failures.exitCode(known)).isEqualTo(2);

    Throwable disk =
        inATask(
            spark,
            number -> {
              throw new IOException("No space left on device");
            });
    assertThat(Failures.known(disk).orElseThrow().getMessage()).contains("storage that can be");

    Throwable bug =
        inATask(
            spark,
            number -> {
              throw new IllegalStateException("boom");
            });
    assertThat(bug).hasMessageContaining("failed 1 times, most recent failure: Lost task");
    assertThat(Failures.known(bug)).isEmpty();
    assertThat(Failures.exitCode(bug)).isEqualTo(1);
  }

  private static String aborted(String reason) {
    return "Job aborted due to stage failure: " + reason + "\n\tat a.b.C\n\nDriver stacktrace:";
  }

  private static Throwable inATask(SparkSession spark, VoidFunction<Integer> task) {
    return catchThrowable(
        () ->
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(1), 1)
                .foreach(task));
  }
}
