package io.lepton.jobs.report;

import io.lepton.features.DataHealth;
import io.lepton.features.FeatureSpec;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.ingest.BatchCounts;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.jobs.ingest.IngestJob;
import io.lepton.jobs.training.TrainingCurve;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.LearningRate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;

/** What the lake holds of a model, as one page to read. */
public final class ReportJob {
  private static final int POINTS = 2000;
  private static final int LIVES = 3;

  private final JobContext context;
  private final PipelineConfig config;

  public ReportJob(JobContext context) {
    this.context = context;
    this.config = context.config();
  }

  /**
   * Predictions written.
   *
   * @param batch for the history
   * @param live for readings as they arrived
   * @param median seconds from Kafka to the prediction, for those
   * @param slow the same, the 95th percentile
   */
  public record Written(long batch, long live, double median, double slow) {}

  /**
   * What only the caller knows.
   *
   * @param truth what a simulator sent
   * @param predictions how many were written by whom, and how fast
   */
  public record Extras(Optional<ReportData.Counts> truth, Optional<Written> predictions) {
    public static Extras none() {
      return new Extras(Optional.empty(), Optional.empty());
    }
  }

  /** Writes the page and says where it is. */
  public Path write(Path target, Extras extras) {
    ModelVersion version =
        context.models().require(config.scoring().model(), config.scoring().version());
    StoredModel model = context.models().open(version);
    ScoringModel scoring = ScoringModel.of(model);
    FeatureSpec spec = scoring.spec();
    EvaluationFigures evaluation = new EvaluationFigures(context, scoring);
    Optional<ReportData.Evaluation> measured = evaluation.measured(POINTS);
    Asked asked = Asked.of(spec.label());
    FleetFigures fleet = new FleetFigures(context, version, spec.label());
    FleetWatch watch = fleet.watch();
    PinnedTrainingSet set = PinnedTrainingSet.of(context, model.manifest());
    DataHealth health = set.passport().health();
    ReportData data =
        new ReportData(
            config.pipeline(),
            context.clock().instant(),
            context.lake().root().toUri().getPath(),
            Optional.of(version.toString()),
            asked,
            Optional.of(ingest(extras)),
            Optional.of(features(spec, set)),
            Optional.of(health),
            Optional.of(training(model)),
            measured,
            new LifeFigures(context, version, spec.label()).lives(LIVES),
            Optional.of(predictions(fleet, asked, scoring.alarm(), extras)),
            watch,
            Optional.of(new CardFigures(model, health, measured).card(set, watch.drift())));
    try {
      Path file = target.toAbsolutePath();
      Files.createDirectories(file.getParent());
      Files.writeString(file, ReportPage.html(data), StandardCharsets.UTF_8);
      return target;
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot write the report to '%s': %s (expected: a file that can be written)."
              .formatted(target, e.getMessage()),
          e);
    }
  }

  private ReportData.Ingest ingest(Extras extras) {
    BatchCounts counts = IngestJob.ledger(context);
    return new ReportData.Ingest(
        new ReportData.Counts(
            counts.read(),
            counts.silver(),
            counts.duplicates(),
            counts.late(),
            counts.quarantined()),
        extras.truth());
  }

  private ReportData.Features features(FeatureSpec spec, PinnedTrainingSet set) {
    Map<String, Long> devices = new LinkedHashMap<>();
    for (Row row :
        set.rows()
            .select(TrainingSetTable.DEVICE_ID, TrainingSetTable.SPLIT)
            .distinct()
            .groupBy(TrainingSetTable.SPLIT)
            .count()
            .collectAsList()) {
      devices.put(row.getString(0), row.getLong(1));
    }
    Map<String, Long> inOrder = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      inOrder.put(split.code(), devices.getOrDefault(split.code(), 0L));
    }
    return new ReportData.Features(
        EvaluationFigures.divided(config.features().split()),
        inOrder,
        spec.channels(),
        spec.window().length(),
        spec.regimes().size());
  }

  private ReportData.Training training(StoredModel model) {
    TrainingCurve curve = TrainingCurve.parse(model.file(TrainingCurve.FILE));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Mini-batch size", String.valueOf(config.training().fitting().miniBatchSize()));
    LearningRate learningRate = config.training().fitting().optimiser().learningRate();
    settings.put("Learning rate", String.valueOf(learningRate.peak()));
    settings.put("Averaging frequency", String.valueOf(config.training().averaging().frequency()));
    settings.put("Seed", String.valueOf(model.manifest().seed()));
    if (!curve.members().isEmpty()) {
      settings.put("Ensemble", ensemble(curve));
    }
    settings.put("Training set", model.manifest().trainingSet());
    return new ReportData.Training(
        ModelPlots.epochs(curve),
        curve.bestEpoch(),
        curve.windows(),
        curve.workers(),
        config.training().network().spec().describe(),
        Duration.ofMillis((long) (curve.seconds() * 1000)),
        ModelPlots.measure(curve, ScoringModel.of(model).spec().label().unitName()),
        settings);
  }

  private static String ensemble(TrainingCurve curve) {
    List<String> scores =
        curve.memberScores().stream().map(s -> String.format(Locale.ROOT, "%.4g", s)).toList();
    return String.format(
        Locale.ROOT,
        "%d networks, the curves are the first one's; validation of each: %s; of their mean: %.4g",
        scores.size(),
        String.join(", ", scores),
        curve.validationScore());
  }

  private static ReportData.Predictions predictions(
      FleetFigures fleet, Asked asked, AlarmRule alarm, Extras extras) {
    List<ReportData.AtRisk> latest = fleet.latest();
    List<String> shown =
        FleetModel.shown(asked, latest).stream().map(ReportData.AtRisk::deviceId).toList();
    Optional<Written> told = extras.predictions();
    return new ReportData.Predictions(
        told.map(written -> written.batch() + written.live()).orElseGet(fleet::written),
        told.map(written -> OptionalLong.of(written.live())).orElse(OptionalLong.empty()),
        told.map(
                written -> new ReportData.Delay(seconds(written.median()), seconds(written.slow())))
            .or(fleet::delay),
        latest,
        fleet.lines(shown),
        ReportData.threshold(alarm));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
