package io.lepton.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.table.Lake;
import io.lepton.test.support.SparkExtension;
import io.lepton.training.TrainingConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("edge")
@ExtendWith(SparkExtension.class)
class TrainingFolderTest {
  @TempDir private Path root;

  @Test
  void theNewestCheckpointTakesThePlaceOfOlderOnes(SparkSession spark) throws Exception {
    TrainingFolder folder = folder(spark, "seed = 1", "gold.training_set@3");
    assertThat(folder.newest()).isEmpty();
    assertThat(folder.epochs()).isZero();

    folder.save(9, () -> new byte[] {9});
    folder.save(10, () -> new byte[] {1, 0});

    assertThat(folder.epochs()).isEqualTo(10);
    assertThat(folder.newest()).hasValue(new byte[] {1, 0});
    assertThat(files()).containsExactly("000010");
    folder.remove();
    assertThat(files()).isEmpty();
  }

  @Test
  void whatWasWrittenInPartIsNoCheckpoint(SparkSession spark) throws Exception {
    TrainingFolder folder = folder(spark, "seed = 1", "gold.training_set@3");
    folder.save(1, () -> new byte[] {1});
    try (Stream<Path> found = Files.walk(root)) {
      Path whole = found.filter(file -> file.endsWith("000001")).findAny().orElseThrow();
      Files.write(whole.resolveSibling("_unfinished"), new byte[] {2});
    }
    assertThat(folder.newest()).hasValue(new byte[] {1});
  }

  @Test
  void anotherTrainingHasAnotherFolder(SparkSession spark) {
    folder(spark, "seed = 1", "gold.training_set@3").save(1, () -> new byte[] {1});
    assertThat(folder(spark, "seed = 1", "gold.training_set@3").epochs()).isEqualTo(1);
    assertThat(folder(spark, "seed = 2", "gold.training_set@3").epochs()).isZero();
    assertThat(folder(spark, "seed = 1", "gold.training_set@4").epochs()).isZero();
  }

  private TrainingFolder folder(SparkSession spark, String training, String trainingSet) {
    TrainingConfig config =
        ConfigReader.parse("pipeline = test, training { %s }".formatted(training))
            .read(
                in -> {
                  in.string("pipeline");
                  return in.section("training", TrainingConfig::read);
                });
    return TrainingFolder.of(Lake.open(spark, root.toString()), config, trainingSet);
  }

  private List<String> files() throws Exception {
    try (Stream<Path> found = Files.walk(root.resolve("checkpoints"))) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .toList();
    }
  }
}
