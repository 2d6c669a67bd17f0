package io.lepton.jobs.training;

import io.lepton.features.FeatureSpec;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.training.ParameterAveragingTrainer;
import io.lepton.training.TrainedEnsemble;
import io.lepton.training.TrainedNetwork;
import io.lepton.training.TrainingConfig;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;

/** A training set to networks that nobody has registered, with a line for each epoch. */
public final class FitEnsemble {
  private final JobContext context;
  private final TrainingConfig config;

  public FitEnsemble(JobContext context, TrainingConfig config) {
    this.context = context;
    this.config = config;
  }

  /** From first to last epoch. */
  public TrainedEnsemble of(PinnedTrainingSet set) {
    return trainer(set.spec()).fitEnsemble(set.parts(), lines());
  }

  /** The same, going on where it was broken off. */
  public TrainedEnsemble of(PinnedTrainingSet set, UnfinishedTraining unfinished) {
    return trainer(set.spec()).keeping(unfinished::folder).fitEnsemble(set.parts(), lines());
  }

  /** A trainer of such networks, from where they are to start. */
  public ParameterAveragingTrainer trainer(FeatureSpec spec) {
    ParameterAveragingTrainer trainer =
        new ParameterAveragingTrainer(
            JavaSparkContext.fromSparkContext(context.session().sparkContext()), config);
    String from = config.start().from();
    return from.isEmpty()
        ? trainer
        : trainer.from(
            new WarmStarts(context.models(), context.config().scoring().model()).open(from, spec));
  }

  private EpochLines lines() {
    return new EpochLines(context.progress(), config, new TimeLeft(context.clock(), config));
  }

  /** What came of it, in words. */
  String described(TrainedEnsemble trained) {
    List<TrainedNetwork> members = trained.members();
    if (members.size() == 1) {
      return "%s by %d workers"
          .formatted(
              EpochLines.described(members.get(0).report().best(), config),
              config.averaging().workers());
    }
    return String.format(
        Locale.ROOT,
        "%d networks, %s %.4g, validation %.4g of their mean",
        members.size(),
        trained.score().words(),
        trained.trainingLoss(),
        trained.validationScore().orElse(Double.NaN));
  }
}
