package io.lepton.lake.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Lake;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class PromotionLogTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  private Path folder;
  private ModelStore store;

  @BeforeEach
  void publishThree(SparkSession spark, @TempDir Path lake) {
    folder = lake.resolve("lake/models/pump/_promotions");
    store = ModelStore.of(Lake.open(spark, lake.resolve("lake").toString()), NOON);
    for (int i = 0; i < 3; i++) {
      store.publish(
          new ModelDraft(
              "pump",
              "gold.training_set@1",
              1,
              Map.of(),
              "",
              Map.of(),
              ModelSignature.UNKNOWN,
              Map.of()));
    }
  }

  @Test
  void theNewestVersionIsMeantUntilOneIsPromoted() {
    assertThat(store.promotions("pump").champion()).isEmpty();
    assertThat(store.require("pump", "champion")).hasToString("pump@3");
    promote(2);
    assertThat(store.require("pump", "champion")).hasToString("pump@2");
    assertThat(store.require("pump", "latest")).hasToString("pump@3");
    assertThat(store.versions("pump")).as("the log is no version").hasSize(3);
  }

  @Test
  void anEntrySaysWhatWhenAndWhy() {
    promote(1);
    store.promotions("pump").promote(version(2), "better", Map.of("loss", 0.5));
    assertThat(store.promotions("pump").entries().get(1))
        .isEqualTo(
            new Promotion(
                2,
                Promotion.Kind.PROMOTION,
                2,
                1,
                "2026-01-01T12:00:00Z",
                "better",
                Map.of("loss", 0.5)));
  }

  @Test
  void rollbacksGoBackOneChampionAfterAnother() {
    promote(1);
    promote(2);
    promote(3);
    assertThat(rollBack()).isEqualTo(2);
    assertThat(rollBack()).as("not forward to 3 again").isEqualTo(1);
    assertThatThrownBy(this::rollBack)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no version was champion before pump@1");
    promote(3);
    assertThat(rollBack()).isEqualTo(1);
    assertThat(store.promotions("pump").entries()).as("nothing is ever removed").hasSize(7);
  }

  @Test
  void ofTwoWritersThatSawTheSameLogOneIsRefused() {
    PromotionLog first = store.promotions("pump");
    PromotionLog second = store.promotions("pump");
    first.promote(version(1), "first", Map.of());
    assertThatThrownBy(() -> second.promote(version(2), "second", Map.of()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("somebody else changed the champion meanwhile");
    assertThat(store.require("pump", "champion")).hasToString("pump@1");
  }

  @RepeatedTest(50)
  void ofManyWritersAtOnceOneWins() {
    List<PromotionLog> writers =
        IntStream.range(0, 8).mapToObj(w -> store.promotions("pump")).toList();
    long won =
        writers.parallelStream().map(log -> promoted(log)).filter(Optional::isPresent).count();
    assertThat(won).isEqualTo(1);
    assertThat(store.promotions("pump").entries()).hasSize(1);
  }

  @Test
  void anEntryThatIsNotWholeDoesNotCount() throws IOException {
    promote(1);
    Files.writeString(folder.resolve("000002.json"), "{\"number\": 2, \"vers");
    assertThat(store.require("pump", "champion")).hasToString("pump@1");
    promote(3);
    assertThat(store.require("pump", "champion")).hasToString("pump@3");
  }

  private static Optional<Promotion> promoted(PromotionLog log) {
    try {
      return Optional.of(log.promote(version(1), "race", Map.of()));
    } catch (PipelineException e) {
      return Optional.empty();
    }
  }

  private void promote(int number) {
    store.promotions("pump").promote(version(number), "test", Map.of());
  }

  private int rollBack() {
    return store.promotions("pump").rollBack("test").version();
  }

  private static ModelVersion version(int number) {
    return new ModelVersion("pump", number);
  }
}
