package io.lepton.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three pumps with ten hourly readings each. */
@ExtendWith(SparkExtension.class)
class BatchScoringTest {
  /** Done once by the first task that reads what is to be scored. */
  private static final AtomicReference<Runnable> MEANWHILE = new AtomicReference<>();

  private LakeTable predictions;
  private Broadcast<ScoringModel> model;
  private Dataset<Row> readings;
  private Dataset<Row> none;

  @BeforeEach
  void fleet(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.open(spark, folder.resolve("lake").toString());
    predictions = lake.open(PredictionTable.spec("predictions"));
    model = TestingModels.untrained().broadcast(spark);
    none = spark.emptyDataFrame();
    readings = TestingModels.pumps(spark);
  }

  @Test
  void scoresWhatItHasNotScored() {
    assertThat(score(readings.where("sequence < 7"))).isEqualTo(21);
    assertThat(score(readings)).isEqualTo(9);
    assertThat(score(readings)).isZero();
    requireEachOnce();
  }

  @Test
  void anotherThatScoresTheSameMeanwhileDoublesNothing() {
    MEANWHILE.set(() -> score(readings.where("sequence < 5")));
    Dataset<Row> slow =
        readings.filter(
            (FilterFunction<Row>)
                row -> {
                  Runnable other = MEANWHILE.getAndSet(null);
                  if (other != null) {
                    CompletableFuture.runAsync(other, thread -> new Thread(thread).start()).join();
                  }
                  return true;
                });
    assertThat(score(slow)).as("what the other has left").isEqualTo(15);
    assertThat(MEANWHILE.get()).as("has happened").isNull();
    requireEachOnce();
  }

  private long score(Dataset<Row> history) {
    return new BatchScoring(ScoringSinkTest.CONFIG, predictions).score(model, history, none);
  }

  private void requireEachOnce() {
    assertThat(predictions.read().count()).isEqualTo(30);
    assertThat(predictions.read().select("device_id", "sequence").distinct().count()).isEqualTo(30);
  }
}
