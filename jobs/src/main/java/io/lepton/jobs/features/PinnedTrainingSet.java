package io.lepton.jobs.features;

import io.lepton.features.FeatureSpec;
import io.lepton.features.MeanWindow;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.erase.Erasures;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.upkeep.Pin;
import io.lepton.scoring.UsualWindow;
import io.lepton.training.Score;
import io.lepton.training.TrainingSet;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A version of a training set, which stays the same whatever is built meanwhile.
 *
 * @param name table and version, such as {@code gold.training_set@4}
 * @param note its passport
 * @param rows its segments
 * @param spec the specification it was made with
 */
public record PinnedTrainingSet(String name, String note, Dataset<Row> rows, FeatureSpec spec) {
  /** The newest version there is. */
  public static PinnedTrainingSet newest(JobContext context) {
    LakeTable table =
        context.lake().existing(context.config().features().tableId(), "lepton features");
    return of(table, table.version());
  }

  /**
   * What a model was trained on, which upkeep keeps.
   *
   * @throws PipelineException of kind DATA if its manifest names no version of a table, or one that
   *     a device was taken out of
   */
  public static PinnedTrainingSet of(JobContext context, ModelManifest manifest) {
    Pin pin = pin(manifest);
    if (Erasures.of(context.lake()).reach(pin)) {
      throw PipelineException.data(
          "Cannot read %s, the training set of %s@%d: a device was taken out of it with 'lepton erase' (expected: a version from after that). Run 'lepton features' and 'lepton train'."
              .formatted(pin.reference(), manifest.name(), manifest.version()));
    }
    LakeTable table = context.lake().existing(pin.table(), "lepton features");
    return of(table, pin.version());
  }

  private static PinnedTrainingSet of(LakeTable table, long version) {
    Dataset<Row> rows = table.readLongRowsAt(version);
    String note = Passport.note(table.commits(), version).orElse("");
    return new PinnedTrainingSet(
        table.id() + "@" + version, note, rows, TrainingSetTable.featureSpec(rows));
  }

  /** The version that a manifest names. */
  public static Pin pin(ModelManifest manifest) {
    List<Pin> pins = Pin.in(manifest.trainingSet(), manifest.name());
    if (pins.size() != 1) {
      throw PipelineException.data(
          "Cannot use the training set of %s@%d: it is '%s' (expected: a table and its version). Only what 'lepton train' made has one."
              .formatted(manifest.name(), manifest.version(), manifest.trainingSet()));
    }
    return pins.get(0);
  }

  /**
   * What it was built from.
   *
   * @throws PipelineException of kind DATA if its commit does not say
   */
  public Passport passport() {
    if (note.isEmpty()) {
      throw PipelineException.data(
          "Cannot tell what %s was built from: its commit does not say (expected: one written by 'lepton features'). Build it again and train."
              .formatted(name));
    }
    return Passport.parse(note);
  }

  /**
   * The end of the last window that a network was fitted to or chosen by, in microseconds since
   * 1970 UTC.
   */
  public long trainedUntil() {
    long until = Long.MIN_VALUE;
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION)) {
      until =
          Math.max(
              until,
              TrainingSetTable.segments(rows, split)
                  .map(segment -> Arrays.stream(segment.endTimes()).max().orElse(Long.MIN_VALUE))
                  .fold(Long.MIN_VALUE, Math::max));
    }
    return until;
  }

  /** The mean of the windows that networks learn from. */
  public UsualWindow usual() {
    return UsualWindow.of(
        MeanWindow.of(TrainingSetTable.segments(rows, Split.TRAIN), spec.windows()));
  }

  /** What its networks are measured in. */
  public Score score() {
    return Score.of(spec.label().task());
  }

  /** What networks learn from and are chosen by. */
  public TrainingSet parts() {
    return new TrainingSet(
        TrainingSetTable.segments(rows, Split.TRAIN),
        TrainingSetTable.segments(rows, Split.VALIDATION),
        spec.examples());
  }
}
