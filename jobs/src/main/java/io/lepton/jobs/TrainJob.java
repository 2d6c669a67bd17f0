package io.lepton.jobs;

import io.lepton.features.FeatureSpec;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.lake.model.ModelDraft;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.LakeTable;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.Backend;
import io.lepton.training.EpochReport;
import io.lepton.training.ParameterAveragingTrainer;
import io.lepton.training.TrainedEnsemble;
import io.lepton.training.TrainedNetwork;
import io.lepton.training.TrainingConfig;
import io.lepton.training.TrainingSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A training set to a registered model version. */
final class TrainJob {
  private final JobContext context;
  private final TrainingConfig config;

  TrainJob(JobContext context) {
    this(context, context.config().training());
  }

  TrainJob(JobContext context, TrainingConfig config) {
    this.context = context;
    this.config = config;
  }

  ModelVersion run() {
    context.progress().start("train");
    Backend.require(config.backend());
    LakeTable table =
        context.lake().existing(context.config().features().tableId(), "lepton features");
    long version = table.version();
    Dataset<Row> rows = table.readAt(version);
    FeatureSpec spec = TrainingSetTable.featureSpec(rows);
    TrainedEnsemble trained = fit(rows, spec);
    String name = context.config().scoring().model();
    AlarmRule alarm =
        new AlarmFit(context).rule(new ScoringModel(name, 0, spec, trained.models()), rows);
    ModelVersion model =
        context.models().publish(draft(trained, spec, alarm, table.id() + "@" + version));
    context.progress().end(model + ": " + described(trained));
    return model;
  }

  /** Trains without registering. */
  TrainedEnsemble fit(Dataset<Row> rows, FeatureSpec spec) {
    return trainer(spec)
        .fitEnsemble(
            new TrainingSet(
                TrainingSetTable.segments(rows, Split.TRAIN),
                TrainingSetTable.segments(rows, Split.VALIDATION),
                spec.examples()),
            this::heard);
  }

  /** What a model's manifest says of how it was trained. */
  static Map<String, Double> metrics(TrainedEnsemble trained) {
    Map<String, Double> metrics = new TreeMap<>();
    String key = trained.score().key();
    metrics.put("training_" + key, trained.trainingLoss());
    trained.validationScore().ifPresent(score -> metrics.put("validation_" + key, score));
    return metrics;
  }

  private ParameterAveragingTrainer trainer(FeatureSpec spec) {
    ParameterAveragingTrainer trainer =
        new ParameterAveragingTrainer(
            JavaSparkContext.fromSparkContext(context.session().sparkContext()), config);
    String from = config.start().from();
    return from.isEmpty()
        ? trainer
        : trainer.from(
            new WarmStarts(context.models(), context.config().scoring().model()).open(from, spec));
  }

  private ModelDraft draft(
      TrainedEnsemble trained, FeatureSpec spec, AlarmRule alarm, String trainingSet) {
    TrainingCurve curve = TrainingCurve.of(trained, config.averaging().workers());
    Map<String, byte[]> files = new TreeMap<>(ScoringModel.files(trained.models()));
    files.put(ScoringModel.FEATURE_SPEC, spec.json().getBytes(StandardCharsets.UTF_8));
    files.put(TrainingCurve.FILE, curve.json());
    if (!alarm.isNone()) {
      files.put(AlarmRule.FILE, alarm.json().getBytes(StandardCharsets.UTF_8));
    }
    return new ModelDraft(
        context.config().scoring().model(),
        trainingSet,
        config.seed(),
        metrics(trained),
        context.config().rendered(),
        libraries(context),
        files);
  }

  /** What decides, beside data and configuration, what comes of training: name to version. */
  static Map<String, String> libraries(JobContext context) {
    Map<String, String> libraries = new TreeMap<>(Backend.versions());
    libraries.put("java", System.getProperty("java.version"));
    libraries.put("spark", context.session().version());
    libraries.put("backend", Backend.loaded());
    libraries.put("code of features", CodeHash.of(FeatureSpec.class));
    libraries.put("code of training", CodeHash.of(TrainingConfig.class));
    return libraries;
  }

  private void heard(int member, EpochReport epoch) {
    String which = "member %d of %d, ".formatted(member, config.ensemble());
    context.progress().update((config.ensemble() == 1 ? "" : which) + described(epoch));
  }

  private String described(TrainedEnsemble trained) {
    List<TrainedNetwork> members = trained.members();
    if (members.size() == 1) {
      return described(members.get(0).report().best());
    }
    return String.format(
        Locale.ROOT,
        "%d networks, %s %.4g, validation %.4g of their mean",
        members.size(),
        trained.score().words(),
        trained.trainingLoss(),
        trained.validationScore().orElse(Double.NaN));
  }

  private String described(EpochReport epoch) {
    return String.format(
        Locale.ROOT,
        "epoch %d of %d, %s %.4g, validation %.4g, %,.0f windows/s by %d workers",
        epoch.epoch(),
        config.fitting().epochs(),
        epoch.score().words(),
        epoch.trainingLoss(),
        epoch.validationScore().orElse(Double.NaN),
        epoch.windowsPerSecond(),
        config.averaging().workers());
  }
}
