package io.lepton.lake.stream;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class StreamsTest {
  private LakeTable from;
  private LakeTable to;
  private Path checkpoint;

  @BeforeEach
  void openTables(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.open(spark, folder.resolve("lake").toString());
    from = lake.open(spec("numbers"));
    to = lake.open(spec("copies"));
    checkpoint = folder.resolve("checkpoint");
  }

  @Test
  void changesNothingWhenTheLastCommitOfTheCheckpointIsGone(SparkSession spark) throws IOException {
    from.overwrite(spark.range(5).toDF(), "by hand");
    copyAll();
    Files.delete(checkpoint.resolve("commits/0"));
    Files.deleteIfExists(checkpoint.resolve("commits/.0.crc"));
    copyAll();
    assertThat(to.read().count()).isEqualTo(5);
  }

  @Test
  void losesNothingUnderANewCheckpoint(SparkSession spark, @TempDir Path another) {
    from.overwrite(spark.range(5).toDF(), "by hand");
    copyAll();
    checkpoint = another.resolve("checkpoint");
    copyAll();
    // A new query begins again with batch 0: the table must not take it for the old one's.
    assertThat(to.read().count()).isEqualTo(10);
  }

  @Test
  void passesOnWhatTheSinkSays(SparkSession spark) {
    from.overwrite(spark.range(5).toDF(), "by hand");
    assertThatThrownBy(
            () ->
                Streams.await(
                    Streams.start(
                        "refuse",
                        from.readStreamFrom(0),
                        config(),
                        (batch, identity) -> {
                          throw PipelineException.data("Cannot take it: too much.");
                        })))
        .isInstanceOf(PipelineException.class)
        .hasMessage("Cannot take it: too much.");
  }

  @Test
  void aChangeOfOldRowsAsksForANewQuery(SparkSession spark) {
    from.overwrite(spark.range(5).toDF(), "by hand");
    copyAll();
    from.delete(col("id").equalTo(3));

    assertThatThrownBy(this::copyAll)
        .isInstanceOf(SourceChanged.class)
        .hasMessageStartingWith("Cannot go on with stream 'copy': ")
        .hasMessageEndingWith("Nothing is lost: start it again.");
  }

  @Test
  void aFileThatIsGoneAsksForANewQuery(SparkSession spark) throws IOException {
    from.overwrite(spark.range(5).toDF(), "by hand");
    copyAll();
    Set<String> before = Set.of(from.read().inputFiles());
    from.put(spark.range(5, 9).toDF(), List.of("id"));
    for (String file : from.read().inputFiles()) {
      if (!before.contains(file)) {
        Files.delete(Path.of(URI.create(file)));
      }
    }

    assertThatThrownBy(this::copyAll).isInstanceOf(SourceChanged.class);
  }

  @Test
  void goesOnUnderTheSameLabelOnly(SparkSession spark) throws IOException {
    Checkpoint progress =
        Checkpoint.at(checkpoint.toString(), spark.sparkContext().hadoopConfiguration());
    assertThat(progress.continues("one")).as("nothing there").isFalse();
    progress.begin("one");
    assertThat(progress.continues("one")).as("no micro-batch ended").isFalse();

    from.overwrite(spark.range(5).toDF(), "by hand");
    copyAll();
    assertThat(progress.continues("one")).isTrue();
    assertThat(progress.continues("another")).isFalse();

    Files.writeString(checkpoint.resolve("offsets/0"), "v1\n{");
    Files.deleteIfExists(checkpoint.resolve("offsets/.0.crc"));
    assertThat(progress.continues("one")).as("damaged").isFalse();
  }

  private void copyAll() {
    Streams.await(
        Streams.start(
            "copy",
            from.readStreamFrom(0),
            config(),
            (batch, identity) -> to.append(batch, identity, Optional.empty())));
  }

  private StreamConfig config() {
    return new StreamConfig(StreamTrigger.availableNow(), checkpoint.toString());
  }

  private static TableSpec spec(String name) {
    return TableSpec.of(
        new TableId(Layer.SILVER, name),
        DataTypes.createStructField("id", DataTypes.LongType, true));
  }
}
