package io.lepton.jobs;

import io.lepton.features.BuildTrainingSet;
import io.lepton.features.FeatureConfig;
import io.lepton.features.FeatureSpec;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.lake.table.LakeTable;
import java.util.Locale;
import java.util.Map;

/** Silver to a training set. */
final class FeaturesJob {
  private final JobContext context;

  FeaturesJob(JobContext context) {
    this.context = context;
  }

  /**
   * What was built.
   *
   * @param version the training set's version
   * @param spec the specification fitted
   * @param devices devices in each part
   */
  record Result(long version, FeatureSpec spec, Map<Split, Integer> devices) {}

  Result run() {
    context.progress().start("features");
    FeatureConfig config = context.config().features();
    LakeTable silver = silver(context);
    LakeTable events =
        context.lake().existing(context.config().ingest().events().silver().id(), "lepton ingest");
    BuildTrainingSet.Built built =
        new BuildTrainingSet(config)
            .apply(silver.readAt(silver.version()), events.readAt(events.version()));
    LakeTable trainingSet = context.lake().open(TrainingSetTable.spec(config.table()));
    long version = trainingSet.overwrite(built.rows());
    Result result = new Result(version, built.spec(), built.devices());
    context.progress().end(described(result));
    return result;
  }

  static LakeTable silver(JobContext context) {
    return context
        .lake()
        .existing(context.config().ingest().telemetry().silver().id(), "lepton ingest");
  }

  private static String described(Result result) {
    return String.format(
        Locale.ROOT,
        "training set version %d: windows of %d x %d, %d train, %d validation, %d test devices",
        result.version(),
        result.spec().window().length(),
        result.spec().channels().size(),
        result.devices().get(Split.TRAIN),
        result.devices().get(Split.VALIDATION),
        result.devices().get(Split.TEST));
  }
}
