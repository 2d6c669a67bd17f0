package io.lepton.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.features.FeatureSpec;
import io.lepton.features.label.RemainingLife;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelDraft;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ChampionWatchTest {
  private static final ScoringConfig CONFIG =
      new ScoringConfig(
          "pump",
          "champion",
          4,
          "predictions",
          StreamTrigger.availableNow(),
          ScoringRuntime.DEEPLEARNING4J,
          0,
          ScoringConfig.Shadow.NONE);

  private final List<String> heard = new ArrayList<>();
  private SparkSession spark;
  private Lake lake;
  private ModelStore models;
  private ChampionWatch watch;
  private Path folder;

  @BeforeEach
  void scoreWithTheFirst(SparkSession session, @TempDir Path root) {
    spark = session;
    folder = root.resolve("lake/models/pump");
    lake = Lake.open(spark, root.resolve("lake").toString());
    models = ModelStore.of(lake, Clock.systemUTC());
    ModelVersion first = publish(7, TestingModels.spec());
    promote(1);
    watch =
        new ChampionWatch(
            spark,
            models,
            ScoringModel.of(models.open(first)).broadcast(spark),
            heard::add,
            ChampionWatchTest::refuseTheFifth);
  }

  @Test
  void theNextMicroBatchIsScoredByTheNewChampion() {
    LakeTable predictions = lake.open(PredictionTable.spec("predictions"));
    ScoringSink sink = new ScoringSink(predictions, watch, CONFIG, (windows, failed) -> {});
    publish(8, TestingModels.spec());
    sink.accept(window(1), new WriteIdentity("score", 0));
    promote(2);
    sink.accept(window(2), new WriteIdentity("score", 1));
    models.promotions("pump").rollBack("test");
    sink.accept(window(3), new WriteIdentity("score", 2));
    List<Row> rows =
        predictions
            .read()
            .orderBy("sequence")
            .select(PredictionTable.MODEL_VERSION, PredictionTable.PREDICTION)
            .collectAsList();
    assertThat(rows).extracting(row -> row.getInt(0)).containsExactly(1, 2, 1);
    assertThat(rows.get(1).getDouble(1)).isNotEqualTo(rows.get(0).getDouble(1));
    assertThat(rows.get(2).getDouble(1)).isEqualTo(rows.get(0).getDouble(1));
    assertThat(heard)
        .containsExactly(
            "pump@2 is champion now and scores instead of pump@1.",
            "pump@1 is champion now and scores instead of pump@2.");
  }

  @Test
  void aChampionWhoseFileWasChangedIsToldOfOnceAndTheLastGoodOneStays() throws IOException {
    publish(8, TestingModels.spec());
    Files.write(folder.resolve("2/network.zip"), new byte[] {1, 2, 3});
    promote(2);
    assertThat(watch.get().value().version()).isEqualTo(1);
    assertThat(watch.get().value().version()).isEqualTo(1);
    assertThat(heard).singleElement().asString().contains("changed after publication");
    assertThat(heard.get(0)).endsWith("pump@1 goes on scoring.");
    publish(9, TestingModels.spec());
    promote(3);
    assertThat(watch.get().value().version()).isEqualTo(3);
  }

  @Test
  void aNetworkThatCannotBeReadIsRefused() {
    publish("no network".getBytes(StandardCharsets.UTF_8), TestingModels.spec());
    promote(2);
    assertThat(watch.get().value().version()).isEqualTo(1);
    assertThat(heard).singleElement().asString().contains("Cannot read the network");
  }

  @Test
  void aChampionThatDoesNotFitTheTableIsRefused() {
    for (int i = 0; i < 4; i++) {
      publish(8, TestingModels.spec());
    }
    promote(5);
    assertThat(watch.get().value().version()).isEqualTo(1);
    assertThat(heard).containsExactly("No column 'x'. pump@1 goes on scoring.");
  }

  @Test
  void aChampionWithOtherFeaturesEndsTheQuery() {
    FeatureSpec spec = TestingModels.spec();
    publish(
        8,
        new FeatureSpec(
            spec.format(),
            spec.channels(),
            spec.inputs(),
            spec.settings(),
            spec.regimes(),
            spec.derived(),
            spec.allowedLateness(),
            spec.resampling(),
            spec.gaps(),
            spec.window(),
            spec.augmentation(),
            new RemainingLife("failure", 200, Duration.ofHours(1), "hours")));
    promote(2);
    assertThatThrownBy(watch::get)
        .isInstanceOf(OtherFeatures.class)
        .hasMessageContaining("pump@2 is champion now, and its features are");
  }

  private static void refuseTheFifth(ScoringModel model) {
    if (model.version() == 5) {
      throw PipelineException.data("No column 'x'.");
    }
  }

  private Dataset<Row> window(long sequence) {
    byte[] numbers = new byte[8 * Float.BYTES];
    numbers[2] = (byte) 128;
    numbers[3] = 63; // 1.0, little-endian, and zeros
    return spark.createDataFrame(
        List.of(RowFactory.create("pump-1", sequence, sequence, 0L, false, 0, numbers)),
        LiveWindows.COLUMNS);
  }

  private ModelVersion publish(long seed, FeatureSpec spec) {
    return publish(TestingModels.network(seed), spec);
  }

  private ModelVersion publish(byte[] network, FeatureSpec spec) {
    return models.publish(
        new ModelDraft(
            "pump",
            "gold.training_set@1",
            1,
            Map.of(),
            "",
            Map.of(),
            spec.signature(),
            Map.of(
                ScoringModel.NETWORK,
                network,
                ScoringModel.FEATURE_SPEC,
                spec.json().getBytes(StandardCharsets.UTF_8))));
  }

  private void promote(int number) {
    models.promotions("pump").promote(new ModelVersion("pump", number), "test", Map.of());
  }
}
