package io.lepton.jobs.pipeline;

import io.lepton.features.FleetDrift;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.jobs.models.PromotionJob;
import io.lepton.jobs.monitoring.DriftJob;
import io.lepton.jobs.monitoring.DriftLines;
import io.lepton.jobs.training.TrainJob;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.LakeTable;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Trains anew where devices have drifted away from what the model learned from, and lets the gate
 * decide. Readings that a version was trained on already are not trained on twice: the gate would
 * look at the same windows again until chance lets one pass. A fleet that has changed for good
 * differs from its whole past for a while, and each night's readings are a reason again.
 */
public final class RetrainJob {
  private final JobContext context;

  public RetrainJob(JobContext context) {
    this.context = context;
  }

  /**
   * What was done.
   *
   * @param drift what was found
   * @param verdict of the gate, if a version was trained
   * @param why it was, or was not, in a sentence
   */
  public record Result(DriftJob.Result drift, Optional<PromotionJob.Verdict> verdict, String why) {}

  /** Looks, and trains if there is a reason. */
  public Result run() {
    DriftJob.Result drift = new DriftJob(context).run();
    if (drift.drifted() == 0) {
      return new Result(
          drift,
          Optional.empty(),
          "No channel differs from training by more than chance: %s stays as it is."
              .formatted(drift.model()));
    }
    Optional<ModelVersion> tried = trainedSince(drift.model());
    if (tried.isPresent()) {
      return new Result(
          drift,
          Optional.empty(),
          "%s was trained on these readings already: there is nothing new to learn."
              .formatted(tried.get()));
    }
    new FeaturesJob(context).run();
    ModelVersion trained = new TrainJob(context).run();
    return new Result(
        drift,
        Optional.of(new PromotionJob(context).promote(trained)),
        "%s was trained because of %s.".formatted(trained, beyondChance(drift)));
  }

  /** A version as new as another, made from the readings that are there now. */
  private Optional<ModelVersion> trainedSince(ModelVersion compared) {
    LakeTable silver = FeaturesJob.silver(context);
    String now = silver.id() + "@" + silver.version();
    return context.models().versions(compared.name()).stream()
        .filter(version -> version.number() >= compared.number())
        .filter(
            version ->
                PinnedTrainingSet.of(context, context.models().manifest(version))
                    .passport()
                    .sources()
                    .contains(now))
        .max(Comparator.comparingInt(ModelVersion::number));
  }

  private static String beyondChance(DriftJob.Result drift) {
    return DriftLines.sorted(drift.channels()).stream()
        .filter(FleetDrift.Channel::isBeyondChance)
        .map(FleetDrift.Channel::channel)
        .collect(Collectors.joining(", "));
  }
}
