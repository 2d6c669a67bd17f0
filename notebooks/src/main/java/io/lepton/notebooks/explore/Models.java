package io.lepton.notebooks.explore;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.jobs.training.FitEnsemble;
import io.lepton.jobs.training.TrainingCurve;
import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.model.ModelVersion;
import io.lepton.training.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models of a lake. */
public final class Models {
  private final Settings settings;
  private final JobContext context;

  Models(Settings settings, JobContext context) {
    this.settings = settings;
    this.context = context;
  }

  /** Every version, with its figures from training; a star marks the champion. */
  public Table list() {
    List<List<Object>> rows = new ArrayList<>();
    for (String name : context.models().names()) {
      Optional<ModelVersion> champion = context.models().promotions(name).champion();
      for (ModelVersion version : context.models().versions(name)) {
        ModelManifest manifest = context.models().manifest(version);
        rows.add(
            List.of(
                champion.equals(Optional.of(version)) ? version + " *" : version,
                manifest.createdAt(),
                manifest.trainingSet(),
                manifest.metrics()));
      }
    }
    return Table.of(List.of("model", "created", "training set", "figures"), rows);
  }

  /** The newest version of the pipeline's model. */
  public Model latest() {
    return opened(ModelStore.LATEST);
  }

  /** The version that scores: the champion, or the newest where nothing was promoted. */
  public Model champion() {
    return opened(ModelStore.CHAMPION);
  }

  /** A version by its number. */
  public Model version(int number) {
    return opened(String.valueOf(number));
  }

  /**
   * Trains a network as the file and these overrides say, on the newest training set, and publishes
   * nothing.
   *
   * @param overrides such as {@code training.epochs=3}
   */
  public Trial fit(String... overrides) {
    TrainingConfig training = settings.with(overrides).config().training();
    PinnedTrainingSet set = PinnedTrainingSet.newest(context);
    context.progress().start("fit");
    TrainingCurve curve =
        TrainingCurve.of(
            new FitEnsemble(context, training).of(set), training.averaging().workers());
    Trial trial =
        new Trial(
            set.name(), training.network().spec().describe(), curve, set.spec().label().unitName());
    context.progress().end(trial.toString());
    return trial;
  }

  private Model opened(String rule) {
    return new Model(context, context.models().require(context.config().scoring().model(), rule));
  }

  @Override
  public String toString() {
    return list().toString();
  }
}
