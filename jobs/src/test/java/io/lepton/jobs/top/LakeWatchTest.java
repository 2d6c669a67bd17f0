package io.lepton.jobs.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.lake.lock.LockScope;
import io.lepton.lake.stream.Checkpoint;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.scoring.alert.Alert;
import io.lepton.scoring.alert.AlertTable;
import io.lepton.test.support.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class LakeWatchTest {
  @Test
  void aFrameSaysWhatTheTablesSayAndLeavesNothingBehind(SparkSession spark, @TempDir Path folder)
      throws IOException {
    JobContext context = TestingFleet.open(spark, folder, "");
    LakeWatch watch = new LakeWatch(context, Duration.ofMinutes(10));
    assertThat(FrameLines.of(watch.look()))
        .contains("champion    no model yet", "ingest      no micro-batch yet")
        .contains("scoring     no prediction yet", "alerts      none is open");

    // twenty minutes ago; then 600 and 400 messages from second 1000 to 1050, 10 of them rejected
    batches(
        context,
        """
('telemetry', 0, 10, 20, 9999, 9999, 5, 5D), ('telemetry', 1, 1000, 1010, 600, 10, 70, 7D),
('telemetry', 2, 1040, 1050, 400, 0, 25, 2.5D), ('events', 1, 1000, 1010, 4, 0, null, null)\
""");
    TestingFleet.predictions(
        context,
        spark
            .range(5)
            .selectExpr("'pump-0' as device_id", "id as hour", "1 as version", "9 as prediction"));
    alerts(context);
    context.lock(LockScope.LAKE, "lepton maintain");
    for (String file : List.of("offsets/41", "offsets/42", "commits/40", "commits/41")) {
      Path at = folder.resolve("lake/checkpoints/score-pumps-1").resolve(file);
      Files.createDirectories(at.getParent());
      Files.setLastModifiedTime(Files.createFile(at), FileTime.from(Instant.ofEpochSecond(1050)));
    }
    List<String> before = files(folder);
    Frame frame = watch.look();

    requireIngest(frame);
    assertThat(frame.scoring().orElseThrow().predictions())
        .as("one an hour: of the last ten minutes")
        .isEqualTo(1);
    assertThat(frame.scoring().orElseThrow().median()).isEqualTo(Duration.ofSeconds(1));
    assertThat(frame.alerts()).extracting(Alert::device).containsExactly("pump-1");
    assertThat(frame.jobs())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.owner().command()).isEqualTo("lepton maintain");
              assertThat(job.owner().pid()).isEqualTo(ProcessHandle.current().pid());
              assertThat(job.gone()).isFalse();
            });
    assertThat(frame.streams())
        .containsExactly(
            new Checkpoint.Progress("score-pumps-1", 41, Instant.ofEpochSecond(1050), true));
    assertThat(files(folder)).as("nothing was written").isEqualTo(before);
    assertThat(String.join("\n", FrameLines.of(frame)))
        .containsPattern("telemetry .* 20\\.00 +25 +2\\.50 s +1\\.00 %")
        .containsPattern("score-pumps-1 +micro-batch 41 done .* ago, 42 begun")
        .contains("alerts      1 critical");

    batches(context, "('telemetry', 3, 1060, 1100, 1000, 0, 0, 0D)");
    assertThat(watch.look().ingest().get(1).rate()).as("2000 in 100 s: read anew").isEqualTo(20);
    assertThat(watch.look().ingest().get(1).batches()).isEqualTo(3);
  }

  private static void requireIngest(Frame frame) {
    assertThat(frame.ingest())
        .containsExactly(
            new Frame.Ingest(
                "events",
                1,
                Instant.ofEpochSecond(1010),
                4,
                0,
                Duration.ofSeconds(10),
                OptionalLong.empty(),
                OptionalDouble.empty()),
            new Frame.Ingest(
                "telemetry",
                2,
                Instant.ofEpochSecond(1050),
                1000,
                10,
                Duration.ofSeconds(50),
                OptionalLong.of(25),
                OptionalDouble.of(2.5)));
    assertThat(frame.ingest().get(1).rate()).isEqualTo(20);
    assertThat(frame.ingest().get(1).rejected()).isEqualTo(0.01);
  }

  private static void batches(JobContext context, String values) {
    Dataset<Row> rows =
        context
            .session()
            .sql(
                "select `table`, 'q' as query, cast(id as bigint) as batch_id,"
                    + " timestamp_seconds(a) as started, timestamp_seconds(b) as finished,"
                    + " cast(m as bigint) as messages, cast(q as bigint) as quarantined,"
                    + " cast(lag as bigint) as lag_offsets, s as lag_seconds from values "
                    + values
                    + " as batches(`table`, id, a, b, m, q, lag, s)");
    StructType columns = rows.schema();
    TableId id = new TableId(Layer.GOLD, "ingest_batches");
    LakeTable table =
        context.lake().has(id)
            ? context.lake().existing(id, "test")
            : context.lake().open(TableSpec.of(id, columns.fields()));
    table.append(rows, new WriteIdentity(values, 0), Optional.empty());
  }

  private static void alerts(JobContext context) {
    List<Row> rows =
        Stream.of(0, 1)
            .map(
                pump ->
                    new Alert(
                        "short",
                        "pump-" + pump,
                        Instant.ofEpochSecond(pump),
                        pump == 0 ? Optional.of(Instant.ofEpochSecond(9)) : Optional.empty(),
                        "critical",
                        Map.of(),
                        "",
                        Alert.Model.NONE))
            .map(AlertTable::row)
            .toList();
    context
        .lake()
        .open(AlertTable.spec("alerts"))
        .put(
            context.session().createDataFrame(rows, AlertTable.spec("alerts").columns()),
            AlertTable.KEY);
  }

  /** But for the sign that a lock's owner lives. */
  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).filter(name -> !name.contains(".beat")).sorted().toList();
    }
  }
}
