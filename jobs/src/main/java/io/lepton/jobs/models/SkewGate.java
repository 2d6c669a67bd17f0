package io.lepton.jobs.models;

import io.lepton.features.FeatureSkew;
import io.lepton.features.FeatureSpec;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PromotionConfig;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import io.lepton.scoring.ScoringModel;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps a version from becoming champion whose live features would not be those it was trained on:
 * with the specification of its training set in batch, its own in the stream.
 */
final class SkewGate {
  private final JobContext context;
  private final PromotionConfig config;

  SkewGate(JobContext context) {
    this.context = context;
    this.config = context.config().promotion();
  }

  /**
   * Why a version is refused, if it is. A lake without silver has nothing to compare.
   *
   * @throws PipelineException of kind DATA if they cannot be compared
   */
  Optional<String> problem(ModelVersion candidate) {
    boolean hasSilver = context.lake().has(context.config().ingest().telemetry().silver().id());
    if (config.skewDevices() == 0 || !hasSilver) {
      return Optional.empty();
    }
    StoredModel model = context.models().open(candidate);
    FeatureSpec live = ScoringModel.of(model).spec();
    FeatureSpec batch = PinnedTrainingSet.of(context, model.manifest()).spec();
    context
        .progress()
        .update("live and batch features of up to " + config.skewDevices() + " devices");
    FeatureSkew.Result found =
        new FeatureSkew(batch, live)
            .in(
                FeaturesJob.silver(context).read(),
                FeaturesJob.events(context).read(),
                new FeatureSkew.Sample(config.skewNewest(), config.skewDevices(), config.seed()));
    String looked =
        String.format(
            Locale.ROOT,
            "%,d windows of %,d devices (drawn with seed %d) of the newest %s",
            found.windows(),
            found.devices(),
            config.seed(),
            config.skewNewest());
    if (found.first().isEmpty()) {
      context.progress().note("Live and batch features have the same bits: " + looked + ".");
    }
    return found
        .first()
        .map(
            first ->
                String.format(
                    Locale.ROOT,
                    "Its live features are not those of batch: %s. %,d differ of %s. Build the training set and train again ('lepton features', 'lepton train'), then promote that version.",
                    first,
                    found.differing(),
                    looked));
  }
}
