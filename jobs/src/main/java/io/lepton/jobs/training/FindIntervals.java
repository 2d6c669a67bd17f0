package io.lepton.jobs.training;

import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.features.label.Label;
import io.lepton.scoring.IntervalCalibration;
import io.lepton.scoring.PredictionIntervals;
import io.lepton.scoring.ScoreSegments;
import io.lepton.scoring.ScoringModel;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A model and its training set to the intervals of its predictions. */
final class FindIntervals {
  private final IntervalCalibration calibration;
  private final int miniBatchSize;
  private final Consumer<String> progress;

  /**
   * Finds intervals.
   *
   * @param miniBatchSize windows in one call of the network
   * @param progress hears what was found, or why nothing
   */
  FindIntervals(IntervalCalibration calibration, int miniBatchSize, Consumer<String> progress) {
    this.calibration = calibration;
    this.miniBatchSize = miniBatchSize;
    this.progress = progress;
  }

  /** From the windows of the validation part alone; none if its devices are too few. */
  PredictionIntervals of(Dataset<Row> trainingSet, ScoringModel model) {
    Label label = model.spec().label();
    if (!IntervalCalibration.supports(label)) {
      return PredictionIntervals.NONE;
    }
    Broadcast<ScoringModel> sent = model.broadcast(trainingSet.sparkSession());
    try {
      List<IntervalCalibration.Miss> misses =
          calibration.misses(
              ScoreSegments.score(
                  TrainingSetTable.segments(trainingSet, Split.VALIDATION), sent, miniBatchSize));
      PredictionIntervals found = calibration.of(misses);
      progress.accept(described(misses, found, label.unitName()));
      return found;
    } finally {
      sent.destroy();
    }
  }

  private String described(
      List<IntervalCalibration.Miss> misses, PredictionIntervals found, String unit) {
    if (!found.bins().isEmpty()) {
      return String.format(
          Locale.ROOT,
          "%.0f %% intervals from %,d validation windows, half width %.3g to %.3g %s",
          100 * found.coverage(),
          misses.size(),
          found.bins().stream().mapToDouble(PredictionIntervals.Bin::halfWidth).min().orElseThrow(),
          found.bins().stream().mapToDouble(PredictionIntervals.Bin::halfWidth).max().orElseThrow(),
          unit);
    }
    return "no intervals: %d validation devices (expected: at least %d). Raise features.split.validation or lower training.interval.coverage."
        .formatted(
            misses.stream().map(IntervalCalibration.Miss::deviceId).distinct().count(),
            calibration.fewestDevices());
  }
}
