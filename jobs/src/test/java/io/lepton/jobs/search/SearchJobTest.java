package io.lepton.jobs.search;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Progress;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.ingest.ImportJob;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.session.SparkSessions;
import io.lepton.test.support.SparkExtension;
import io.lepton.training.search.Trial;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SearchJobTest {
  private static final String CONF =
      """
      pipeline = valves
      lake.root = "%1$s/lake"
      source {
        format = csv
        file = "%1$s/valves.csv"
        device.column = id
        time { column = n, format = steps, origin = "2026-01-01T00:00:00Z", step = 1 minute }
        sequence = n
        fields = [{ column = x, name = x }, { column = stuck, name = stuck }]
      }
      ingest.telemetry.fields = [{ name = x }, { name = stuck }]
      features {
        channels = [x]
        window.length = 1
        label { kind = class, column = stuck, classes = ["0", "1"] }
        split { seed = 1, validation = 0.3, test = 0.2 }
      }
      training {
        network { kind = mlp, mlp.units = [4] }
        epochs = 2
        mini-batch-size = 16
        updater = sgd
        schedule = constant
        learning-rate = 0.001
        workers = 1
        search.space.learning-rate = [1e300, 0.2, 0.5]
        search.parallel = 2
      }
      """;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void findsTheBestKeepsFailuresAndTrainsNothingTwice(SparkSession spark, @TempDir Path folder)
      throws IOException {
    Path conf = write(folder);
    JobContext context = context(spark, PipelineConfig.open(conf, Map.of()));
    new ImportJob(context, context.config().source().orElseThrow()).toLake();
    new FeaturesJob(context).run();

    SearchJob.Result two = search(spark, conf, Map.of("training.search.trials", "2"));
    List<Row> first = trials(context).collectAsList();
    assertThat(first).hasSize(2);

    SearchJob.Result all = search(spark, conf, Map.of());
    assertThat(trials(context).collectAsList()).hasSize(4).containsAll(first);
    assertThat(all.search().isComplete()).isTrue();
    Row failed = trials(context).where(col(TrialTable.STATUS).equalTo("failed")).first();
    assertThat(failed.<String>getAs("message")).contains("Cannot train network", "in epoch 1");
    assertThat(failed.getJavaMap(failed.fieldIndex(TrialTable.VALUES)))
        .isEqualTo(Map.of("learning-rate", "1e300"));
    // the file's own rate hardly moves the network: any other that is finite beats it
    assertThat(all.best().trial().values().get("learning-rate")).isIn("0.2", "0.5");

    ModelManifest manifest = context.models().manifest(all.model());
    assertThat(manifest.metrics())
        .containsEntry(SearchJob.FIGURE, (double) all.best().trial().number())
        .containsEntry("validation_cross_entropy", all.best().outcome().score());
    assertThat(manifest.trainingSet()).isEqualTo("gold.training_set@1");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("failed", "4 trainings, best: trial");

    SearchJob.Result again = search(spark, conf, Map.of());
    assertThat(again.model()).isEqualTo(all.model());
    assertThat(trials(context).count()).isEqualTo(4);
    assertThat(two.best().trial().number()).isLessThanOrEqualTo(2);
    assertThat(TrialLines.best(again)).hasSize(5);
    assertThat(TrialLines.all(trials(context).collectAsList())).hasSize(6);
    assertThat(TrialLines.repeat(Path.of("a.conf"), all.best().trial()))
        .matches("lepton train a.conf --set training.learning-rate=0\\.[25]");
  }

  @Test
  void refusesWhatNoTrainingTakesBeforeSparkIsAsked(@TempDir Path folder) throws IOException {
    Path conf = write(folder);
    assertThatThrownBy(() -> draw(conf, Map.of("training.search.space.epoch", "[1, 2]")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("training.epoch: unknown key; did you mean 'training.epochs'?");
    assertThatThrownBy(() -> draw(conf, Map.of("training.warm-start", "latest")))
        .hasMessageContaining(
            "Cannot search with training.warm-start = latest (expected: a version")
        .isInstanceOf(PipelineException.class);
  }

  private SearchJob.Result search(SparkSession spark, Path conf, Map<String, String> set) {
    PipelineConfig config = PipelineConfig.open(conf, set);
    return new SearchJob(context(spark, config), draw(conf, set), more -> open(conf, set, more))
        .run();
  }

  private static List<Trial> draw(Path conf, Map<String, String> set) {
    return SearchJob.trials(PipelineConfig.open(conf, set).search(), more -> open(conf, set, more));
  }

  private static PipelineConfig open(Path conf, Map<String, String> set, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(set);
    all.putAll(more);
    return PipelineConfig.open(conf, all);
  }

  /** On the session of all tests, which nobody closes. */
  private JobContext context(SparkSession spark, PipelineConfig config) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return JobContext.of(
        new SparkSessions.Handle(spark), config, new Progress(out, Progress.Style.LINES));
  }

  private static Dataset<Row> trials(JobContext context) {
    return context.lake().existing(context.config().search().tableId(), "lepton search").read();
  }

  /** Valves that are stuck where x is above zero. */
  private static Path write(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder("n,id,x,stuck\n");
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 1; n <= 200; n++) {
      double x = 2 * random.nextDouble() - 1;
      lines.append("%d,valve-%d,%s,%d%n".formatted(n, n, x, x > 0 ? 1 : 0));
    }
    Files.writeString(folder.resolve("valves.csv"), lines);
    return Files.writeString(folder.resolve("valves.conf"), CONF.formatted(folder));
  }
}
