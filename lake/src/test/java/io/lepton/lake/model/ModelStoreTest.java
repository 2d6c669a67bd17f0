package io.lepton.lake.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelSignature.Tensor;
import io.lepton.lake.table.Lake;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ModelStoreTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  private Path models;
  private ModelStore store;

  @BeforeEach
  void openStore(SparkSession spark, @TempDir Path folder) {
    models = folder.resolve("lake/models");
    store = ModelStore.of(Lake.open(spark, folder.resolve("lake").toString()), NOON);
  }

  @Test
  void givesBackWhatWasPublished() {
    ModelVersion version = store.publish(draft("weights"));
    StoredModel stored = store.open(version);
    assertThat(version).hasToString("pump@1");
    assertThat(stored.file("network.zip")).asString().isEqualTo("weights");
    assertThat(stored.manifest().createdAt()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(stored.manifest().metrics()).containsEntry("rmse", 12.5);
    assertThat(stored.manifest().signature().inputs())
        .hasToString("[window float32 [any, 2, 30], hours: a, b]");
    assertThat(stored.manifest().signature()).isEqualTo(draft("weights").signature());
  }

  @Test
  void aManifestOfBeforeThereWereSignaturesIsStillRead() throws IOException {
    ModelVersion version = store.publish(draft("weights"));
    Path manifest = models.resolve("pump/1/manifest.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode older = (ObjectNode) json.readTree(manifest.toFile());
    assertThat(older.remove("signature")).isNotNull();
    Files.deleteIfExists(models.resolve("pump/1/.manifest.json.crc"));
    json.writeValue(manifest.toFile(), older);
    assertThat(store.open(version).manifest().signature()).isEqualTo(ModelSignature.UNKNOWN);
    assertThat(store.manifest(version).seed()).isEqualTo(42);
  }

  @Test
  void countsVersionsUp() {
    store.publish(draft("one"));
    store.publish(draft("two"));
    assertThat(store.versions("pump")).hasToString("[pump@1, pump@2]");
    assertThat(store.require("pump", "latest").number()).isEqualTo(2);
    assertThat(store.require("pump", "1").number()).isEqualTo(1);
  }

  @Test
  void doesNotKnowAVersionWithoutAManifest() throws IOException {
    store.publish(draft("one"));
    store.publish(draft("killed before the end"));
    Files.delete(models.resolve("pump/2/manifest.json"));
    assertThat(store.latest("pump")).hasValueSatisfying(v -> assertThat(v.number()).isEqualTo(1));
    assertThat(store.publish(draft("next")).number()).isEqualTo(3);
  }

  @Test
  void refusesAFileThatWasChanged() throws IOException {
    ModelVersion version = store.publish(draft("weights"));
    Files.deleteIfExists(models.resolve("pump/1/.network.zip.crc"));
    Files.writeString(models.resolve("pump/1/network.zip"), "other weights");
    assertThatThrownBy(() -> store.open(version))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot open model 'pump@1': its file 'network.zip' has SHA-256")
        .hasMessageContaining("It was changed after publication");
  }

  @Test
  void refusesAManifestThatWasCutOff() throws IOException {
    ModelVersion version = store.publish(draft("weights"));
    Files.deleteIfExists(models.resolve("pump/1/.manifest.json.crc"));
    Files.writeString(models.resolve("pump/1/manifest.json"), "{ \"name\" : \"pu");
    assertThatThrownBy(() -> store.open(version))
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith(
            "Cannot open model 'pump@1': its file 'manifest.json' cannot be read: ");
  }

  @Test
  void namesTheVersionsThatAreThere() {
    store.publish(draft("one"));
    assertThatThrownBy(() -> store.require("pump", "7"))
        .hasMessage(
            "Cannot open model 'pump' version '7': there is no such version (found: [pump@1]). Run"
                + " 'lepton train' first.");
  }

  private static Tensor tensor(String name, List<Integer> shape) {
    return new Tensor(name, ModelSignature.FLOAT32, shape, "hours", List.of("a", "b"));
  }

  private static ModelDraft draft(String weights) {
    return new ModelDraft(
        "pump",
        "gold.training_set@3",
        42,
        Map.of("rmse", 12.5),
        "pipeline = pump",
        Map.of("lepton", "0.1.0"),
        new ModelSignature(
            List.of(tensor("window", List.of(-1, 2, 30))), List.of(tensor("life", List.of(-1, 1)))),
        Map.of("network.zip", weights.getBytes(StandardCharsets.UTF_8)));
  }
}
