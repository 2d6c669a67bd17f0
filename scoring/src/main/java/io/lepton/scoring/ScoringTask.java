package io.lepton.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.spark.sql.Row;

/** Windows to rows of the predictions table. */
final class ScoringTask {
  private final WindowPredictions predictions;
  private final PredictionRows rows;
  private final Optional<Occlusion> occlusion;

  /**
   * Asks the model's networks.
   *
   * @param contributors how many sensors a row names; 0 for none, which asks no more than once
   */
  ScoringTask(ScoringModel model, WindowPredictions predictions, int contributors) {
    this.predictions = predictions;
    this.rows = new PredictionRows(model, contributors);
    this.occlusion =
        contributors == 0
            ? Optional.empty()
            : Optional.of(new Occlusion(model.spec(), model.usual().numbers(), predictions, rows));
  }

  /** Of a model that is asked until the task at work ends. */
  static ScoringTask of(ScoringModel model, int miniBatchSize, int contributors) {
    return new ScoringTask(model, WindowPredictions.inTask(model, miniBatchSize), contributors);
  }

  /** How many windows are asked about at once. */
  int atOnce() {
    return predictions.atOnce();
  }

  /**
   * The rows of so many windows.
   *
   * @param readings which reading each is for
   */
  List<Row> score(
      int count, WindowPredictions.Cut cut, IntFunction<PredictionRows.Reading> readings) {
    List<Row> scored = new ArrayList<>();
    if (occlusion.isPresent()) {
      occlusion
          .get()
          .predict(
              count,
              cut,
              (window, said, found) ->
                  scored.add(rows.row(readings.apply(window), said, found.sensors())));
    } else {
      predictions.predict(
          count, cut, said -> scored.add(rows.row(readings.apply(said.window()), said, List.of())));
    }
    return scored;
  }
}
