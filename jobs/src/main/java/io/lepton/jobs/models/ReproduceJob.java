package io.lepton.jobs.models;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.console.Lines;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.jobs.training.FitEnsemble;
import io.lepton.jobs.training.TrainJob;
import io.lepton.lake.PipelineException;
import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.NetworkParameters;
import io.lepton.training.TrainedEnsemble;
import io.lepton.training.TrainingConfig;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Trains a model version again, and looks whether the same comes of it. */
public final class ReproduceJob {
  private final JobContext context;
  private final PrintWriter out;

  public ReproduceJob(JobContext context, PrintWriter out) {
    this.context = context;
    this.out = out;
  }

  /**
   * What came of it.
   *
   * @param version that was trained again
   * @param parameters of the first network beside the second
   * @param metrics whether all figures of the manifest came out the same
   */
  public record Outcome(ModelVersion version, NetworkParameters parameters, boolean metrics) {
    boolean isEqual() {
      return parameters.different() == 0 && metrics;
    }

    /** Passes if all is equal. */
    public void require() {
      if (!isEqual()) {
        throw PipelineException.data(
            String.format(
                Locale.ROOT,
                "Cannot reproduce %s: %,d of %,d parameters are different, by up to %.3g, and the"
                    + " metrics are %s (expected: all equal, bit for bit). Look for another version"
                    + " of code or libraries above, or another kind of machine.",
                version,
                parameters.different(),
                parameters.count(),
                parameters.largest(),
                metrics ? "the same" : "not the same"));
      }
    }
  }

  public Outcome run(ModelVersion version) {
    context.progress().start("reproduce");
    StoredModel stored = context.models().open(version);
    ModelManifest manifest = stored.manifest();
    PinnedTrainingSet set = PinnedTrainingSet.of(context, manifest);
    TrainedEnsemble again = new FitEnsemble(context, training(manifest)).of(set);
    NetworkParameters parameters =
        NetworkParameters.compared(ScoringModel.of(stored).networks(), again.models());
    Map<String, Double> metrics = TrainJob.metrics(again);
    Outcome outcome =
        new Outcome(
            version, parameters, manifest.metrics().entrySet().containsAll(metrics.entrySet()));
    context.progress().end(version + (outcome.isEqual() ? ": equal" : ": different"));
    print(manifest, outcome, metrics);
    return outcome;
  }

  private void print(ModelManifest manifest, Outcome outcome, Map<String, Double> metrics) {
    NetworkParameters parameters = outcome.parameters();
    Lines.line(out, "model", "%s", outcome.version());
    Lines.line(out, "training set", "%s", manifest.trainingSet());
    Lines.line(
        out,
        "parameters",
        parameters.different() == 0
            ? "%,d, all equal bit for bit"
            : "%,d, %,d different, by up to %.3g",
        parameters.count(),
        parameters.different(),
        parameters.largest());
    metrics.forEach(
        (name, now) -> {
          Double then = manifest.metrics().get(name);
          Lines.line(out, name, "%s, %s", now, now.equals(then) ? "equal" : "then " + then);
        });
    TrainJob.libraries(context)
        .forEach(
            (name, is) -> {
              String was = manifest.libraries().getOrDefault(name, "unknown");
              if (!was.equals(is)) {
                Lines.line(out, name, "then %s, now %s", was, is);
              }
            });
    out.flush();
  }

  private static TrainingConfig training(ModelManifest manifest) {
    TrainingConfig config =
        ConfigReader.parse(manifest.configuration()).readOnly("training", TrainingConfig::read);
    if (!config.start().isFixed()) {
      throw PipelineException.data(
          "Cannot train %s@%d again: it started from version '%s', and that may be another one now (expected: a number in training.warm-start). Train with a number to make it reproducible."
              .formatted(manifest.name(), manifest.version(), config.start().from()));
    }
    return config;
  }
}
