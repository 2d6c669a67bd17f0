package io.lepton.training.search;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.PipelineException;
import io.lepton.training.ParameterAveragingTrainer;
import io.lepton.training.TrainedEnsemble;
import io.lepton.training.TrainingConfig;
import io.lepton.training.TrainingSet;
import java.util.function.Function;

/** Trains a trial as any network is trained, and keeps only how well it did; any thread may ask. */
public final class TrialTraining implements Function<Trial, Outcome> {
  private final Function<TrainingConfig, ParameterAveragingTrainer> trainers;
  private final TrainingSet set;

  /**
   * Trials on a training set.
   *
   * @param trainers makes a trainer of a configuration
   * @param set with a validation split; worth keeping in memory, since each trial reads it
   */
  public TrialTraining(
      Function<TrainingConfig, ParameterAveragingTrainer> trainers, TrainingSet set) {
    this.trainers = requireNonNull(trainers, "trainers");
    this.set = requireNonNull(set, "set");
  }

  /**
   * Trains a trial; one that does not learn is an outcome, too.
   *
   * @throws PipelineException not of kind DATA, which no other trial would escape
   */
  @Override
  public Outcome apply(Trial trial) {
    long start = System.nanoTime();
    try {
      TrainedEnsemble trained =
          trainers.apply(trial.config()).fitEnsemble(set, (member, epoch) -> {});
      return outcome(trained, secondsSince(start));
    } catch (PipelineException e) {
      if (e.kind() != PipelineException.Kind.DATA) {
        throw e;
      }
      return Outcome.failed(secondsSince(start), e.getMessage());
    }
  }

  private static Outcome outcome(TrainedEnsemble trained, double seconds) {
    double score = trained.validationScore().orElse(Double.NaN);
    int bestEpoch = trained.members().get(0).report().bestEpoch();
    return Double.isFinite(score)
        ? Outcome.finished(score, bestEpoch, seconds)
        : Outcome.failed(seconds, "the validation score is not a finite number");
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
