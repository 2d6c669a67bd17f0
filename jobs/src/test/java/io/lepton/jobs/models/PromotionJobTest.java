package io.lepton.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Augmentation;
import io.lepton.features.FeatureSpec;
import io.lepton.features.Gaps;
import io.lepton.features.Input;
import io.lepton.features.Regime;
import io.lepton.features.Resampling;
import io.lepton.features.Settings;
import io.lepton.features.WindowConfig;
import io.lepton.features.Windows;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Label;
import io.lepton.features.label.RemainingLife;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Progress;
import io.lepton.jobs.evaluation.PairedLosses;
import io.lepton.jobs.evaluation.WindowResult;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelDraft;
import io.lepton.lake.model.ModelSignature;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.Promotion;
import io.lepton.lake.session.SparkSessions;
import io.lepton.lake.table.TableSpec;
import io.lepton.lake.table.WriteIdentity;
import io.lepton.scoring.ScoringModel;
import io.lepton.test.support.SparkExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Versions whose losses are made up, on four pumps with five windows each. */
@ExtendWith(SparkExtension.class)
class PromotionJobTest {
  private static final Label LIFE = new RemainingLife("failure", 100, Duration.ofHours(1), "hours");

  private JobContext context;
  private PromotionJob job;

  @BeforeEach
  void openLake(SparkSession spark, @TempDir Path folder) {
    PipelineConfig config =
        PipelineConfig.open(
            Path.of("../conf/turbofan.conf"),
            Map.of("lake.root", folder.resolve("lake").toString(), "scoring.model", "pump"));
    context =
        JobContext.of(
            new SparkSessions.Handle(spark),
            config,
            new Progress(System.err, Progress.Style.LINES));
    job = new PromotionJob(context);
  }

  @Test
  void theFirstIsPromotedAWorseOneRefusedABetterOnePromotedAndRolledBack() {
    assertThat(job.promote(version(LIFE, 0, 2.0, 1)).accepted()).as("no champion yet").isTrue();
    PromotionJob.Verdict worse = job.promote(version(LIFE, 0, 2.1, 1));
    assertThat(worse.accepted()).isFalse();
    assertThat(worse.why())
        .startsWith("Its loss is 5.00 % higher on the same 20 windows of 4 devices");
    assertThat(champion()).hasToString("Optional[pump@1]");

    assertThat(job.promote(version(LIFE, 0, 1.5, 1)).accepted()).isTrue();
    assertThat(champion()).hasToString("Optional[pump@3]");
    Promotion entry = context.models().promotions("pump").entries().get(1);
    assertThat(entry.previous()).isEqualTo(1);
    assertThat(entry.figures()).containsEntry("candidate_loss", 1.5).containsEntry("lower", 0.25);
    assertThat(job.promote(new ModelVersion("pump", 3)).why()).contains("already");

    assertThat(job.rollBack().version()).isEqualTo(1);
    assertThat(champion()).hasToString("Optional[pump@1]");
  }

  @Test
  void oneThatCannotBeComparedNeedsForceAndTheReasonIsKept() {
    job.promote(version(LIFE, 0, 2.0, 1));
    PromotionJob.Verdict elsewhere = job.promote(version(LIFE, 5, 1.0, 1));
    assertThat(elsewhere.accepted()).isFalse();
    assertThat(elsewhere.why()).contains("no window was held out from both");
    Label longer = new RemainingLife("failure", 200, Duration.ofHours(1), "hours");
    assertThat(job.promote(version(longer, 0, 1.0, 1)).why()).contains("different questions");

    assertThat(job.force(new ModelVersion("pump", 2), "new split").accepted()).isFalse();
    assertThat(champion()).hasToString("Optional[pump@2]");
    assertThat(context.models().promotions("pump").entries().get(1).why())
        .isEqualTo("forced: new split");
  }

  @Test
  void onlyWindowsThatBothHaveCount() {
    job.promote(version(LIFE, 0, 2.0, 1));
    PairedLosses shared = job.promote(version(LIFE, 2, 1.0, 1)).losses().orElseThrow();
    assertThat(shared.windows()).as("three of five windows of each").isEqualTo(12);
  }

  @Test
  void lossesInOtherUnitsAreBroughtToOneByTheNaiveGuess() {
    job.promote(version(new Forecast(List.of("wear"), 1, false), 0, 2.0, 1));
    // the same errors, said relative to the last value, in units half as large: squares four times
    // as large
    PairedLosses same =
        job.promote(version(new Forecast(List.of("wear"), 1, true), 0, 8.0, 2))
            .losses()
            .orElseThrow();
    assertThat(same.lower()).isCloseTo(0, within(1e-12));
  }

  @Test
  void aRefusalIsNoFailureButAMissingVersionIs() {
    assertThatThrownBy(() -> job.promote(new ModelVersion("pump", 9)))
        .as("nothing was published")
        .isInstanceOf(PipelineException.class);
    assertThat(champion()).isEmpty();
  }

  @Test
  void aRefusalSaysWhyEvenWhereNoFiguresCanBeHad() {
    job.promote(version(LIFE, 0, 2.0, 1));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    new VerdictSummary(context, out).print(job.promote(version(LIFE, 0, 2.1, 1)));
    assertThat(said.toString())
        .contains("refused          pump@2", "5.00 % higher", "champion         pump@1 goes on")
        .containsPattern("figures +Cannot read silver.events: there is no such table");
  }

  private Optional<ModelVersion> champion() {
    return context.models().promotions("pump").champion();
  }

  /** A version, and its evaluation from an hour on: each window with the same loss. */
  private ModelVersion version(Label label, int fromHour, double loss, double scale) {
    ModelVersion version =
        context
            .models()
            .publish(
                new ModelDraft(
                    "pump",
                    "gold.training_set@1",
                    1,
                    Map.of(),
                    "",
                    Map.of(),
                    ModelSignature.UNKNOWN,
                    Map.of(
                        ScoringModel.NETWORK,
                        new byte[] {1},
                        ScoringModel.FEATURE_SPEC,
                        spec(label, scale).json().getBytes(StandardCharsets.UTF_8))));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Instant time = Instant.EPOCH.plus(Duration.ofHours(fromHour + i % 5));
      rows.add(
          RowFactory.create(
              "pump-" + i / 5,
              Timestamp.from(time),
              "pump",
              version.number(),
              1.0,
              1.0,
              -1,
              loss,
              4 * scale * scale,
              1.0,
              null,
              null,
              null)); // no interval, no probabilities
    }
    context
        .lake()
        .open(TableSpec.of(context.config().evaluation().tableId(), WindowResult.COLUMNS.fields()))
        .append(
            context.session().createDataFrame(rows, WindowResult.COLUMNS),
            new WriteIdentity("evaluate-" + version, 0),
            Optional.empty());
    return version;
  }

  private static FeatureSpec spec(Label label, double scale) {
    return new FeatureSpec(
        FeatureSpec.FORMAT,
        List.of("wear"),
        List.of(new Input("wear", List.of())),
        Settings.NONE,
        List.of(new Regime(List.of(), List.of(0.0), List.of(1 / scale), List.of(0.0))),
        List.of(),
        0,
        Resampling.NONE,
        new Gaps(Gaps.Policy.FORWARD, 2, 0, false),
        new WindowConfig(Windows.Form.SEQUENCE, 4, 1),
        Augmentation.NONE,
        label);
  }
}
