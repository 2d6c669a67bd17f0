package io.lepton.jobs.features;

import io.lepton.features.FeatureSpec;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.jobs.config.JobContext;
import io.lepton.lake.table.LakeTable;
import io.lepton.training.Score;
import io.lepton.training.TrainingSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A version of a training set, which stays the same whatever is built meanwhile.
 *
 * @param name table and version, such as {@code gold.training_set@4}
 * @param note what its commit says; empty if nobody asked
 * @param rows its segments
 * @param spec the specification it was made with
 */
public record PinnedTrainingSet(String name, String note, Dataset<Row> rows, FeatureSpec spec) {
  /** The newest version there is. */
  public static PinnedTrainingSet newest(JobContext context) {
    LakeTable table =
        context.lake().existing(context.config().features().tableId(), "lepton features");
    long version = table.version();
    Dataset<Row> rows = table.readAt(version);
    return new PinnedTrainingSet(
        table.id() + "@" + version, note(table, version), rows, TrainingSetTable.featureSpec(rows));
  }

  /** A version whose rows are known. */
  public static PinnedTrainingSet of(String name, Dataset<Row> rows) {
    return new PinnedTrainingSet(name, "", rows, TrainingSetTable.featureSpec(rows));
  }

  private static String note(LakeTable table, long version) {
    return table.commits().stream()
        .filter(commit -> commit.version() == version)
        .map(commit -> commit.note().orElse(""))
        .collect(Collectors.joining());
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
