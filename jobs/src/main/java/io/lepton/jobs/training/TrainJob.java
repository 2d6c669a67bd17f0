package io.lepton.jobs.training;

import io.lepton.features.FeatureSpec;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.features.CodeHash;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.model.ModelDraft;
import io.lepton.lake.model.ModelVersion;
import io.lepton.scoring.Calibration;
import io.lepton.scoring.IntervalCalibration;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.Backend;
import io.lepton.training.TrainedEnsemble;
import io.lepton.training.TrainingConfig;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A training set to a registered model version. */
public final class TrainJob {
  private final JobContext context;
  private final PipelineConfig pipeline;

  public TrainJob(JobContext context) {
    this(context, context.config());
  }

  /** Trains as another file than the context's says. */
  public TrainJob(JobContext context, PipelineConfig pipeline) {
    this.context = context;
    this.pipeline = pipeline;
  }

  public ModelVersion run() {
    Backend.require(pipeline.training().backend());
    return run(PinnedTrainingSet.newest(context), Map.of());
  }

  /**
   * Trains on a version of the training set.
   *
   * @param figures for the manifest besides those of training
   */
  public ModelVersion run(PinnedTrainingSet set, Map<String, Double> figures) {
    context.progress().start("train");
    FitEnsemble fit = new FitEnsemble(context, pipeline.training());
    UnfinishedTraining unfinished = UnfinishedTraining.of(context, pipeline.training(), set);
    TrainedEnsemble trained = fit.of(set, unfinished);
    String name = pipeline.scoring().model();
    Calibration calibration =
        calibrated(new ScoringModel(name, 0, set.spec(), trained.models()), set);
    ModelVersion model = context.models().publish(draft(trained, set, calibration, figures));
    unfinished.remove();
    context.progress().end(model + ": " + fit.described(trained));
    return model;
  }

  private Calibration calibrated(ScoringModel model, PinnedTrainingSet set) {
    FindIntervals intervals =
        new FindIntervals(
            new IntervalCalibration(set.spec().label(), pipeline.interval().coverage()),
            pipeline.scoring().miniBatchSize(),
            context.progress()::line);
    return new Calibration(
        new AlarmFit(context).rule(model, set.rows()),
        intervals.of(set.rows(), model),
        set.usual());
  }

  /** What a model's manifest says of how it was trained. */
  public static Map<String, Double> metrics(TrainedEnsemble trained) {
    Map<String, Double> metrics = new TreeMap<>();
    String key = trained.score().key();
    metrics.put("training_" + key, trained.trainingLoss());
    trained.validationScore().ifPresent(score -> metrics.put("validation_" + key, score));
    return metrics;
  }

  private ModelDraft draft(
      TrainedEnsemble trained,
      PinnedTrainingSet set,
      Calibration calibration,
      Map<String, Double> figures) {
    TrainingConfig config = pipeline.training();
    Map<String, Double> metrics = new TreeMap<>(figures);
    metrics.putAll(metrics(trained));
    Map<String, byte[]> files = new TreeMap<>(ScoringModel.files(trained.models()));
    files.put(ScoringModel.FEATURE_SPEC, set.spec().json().getBytes(StandardCharsets.UTF_8));
    files.put(TrainingCurve.FILE, TrainingCurve.of(trained, config.averaging().workers()).json());
    files.putAll(calibration.files());
    return new ModelDraft(
        pipeline.scoring().model(),
        set.name(),
        config.seed(),
        metrics,
        pipeline.rendered(),
        libraries(context),
        set.spec().signature(),
        files);
  }

  /** What decides, beside data and configuration, what comes of training: name to version. */
  public static Map<String, String> libraries(JobContext context) {
    Map<String, String> libraries = new TreeMap<>(Backend.versions());
    libraries.put("java", System.getProperty("java.version"));
    libraries.put("spark", context.session().version());
    libraries.put("backend", Backend.loaded());
    libraries.put("code of features", CodeHash.of(FeatureSpec.class));
    libraries.put("code of training", CodeHash.of(TrainingConfig.class));
    return libraries;
  }
}
