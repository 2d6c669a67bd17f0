package io.lepton.jobs.training;

import io.lepton.features.Segment;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.features.label.Task;
import io.lepton.jobs.config.JobContext;
import io.lepton.scoring.ScoreSegments;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.alarm.ExtremeValues;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rule for alarms of a model that gives windows back, fitted to the training and the validation
 * part: what is measured later has no say in it.
 */
public final class AlarmFit {
  private final JobContext context;

  AlarmFit(JobContext context) {
    this.context = context;
  }

  /**
   * Fits the threshold.
   *
   * @param trained the network and its features
   * @param trainingSet the version it was trained on
   * @return {@link AlarmRule#NONE} for other questions
   */
  AlarmRule rule(ScoringModel trained, Dataset<Row> trainingSet) {
    if (trained.spec().label().task() != Task.RECONSTRUCTION) {
      return AlarmRule.NONE;
    }
    Broadcast<ScoringModel> model = trained.broadcast(context.session());
    try {
      double[] training = scores(TrainingSetTable.segments(trainingSet, Split.TRAIN), model);
      double[] quiet = scores(TrainingSetTable.segments(trainingSet, Split.VALIDATION), model);
      double threshold = threshold(List.of(training, quiet), context.config().alarm().risk());
      AlarmRule rule = context.config().alarm().rule(threshold);
      context.progress().line(described(rule, training.length, quiet.length));
      return rule;
    } finally {
      model.destroy();
    }
  }

  /**
   * The threshold that neither part passes more often than the risk says: windows a network was
   * trained on are given back better than others, and those others are often few. Of a part with
   * too few windows for a tail, it is the largest score.
   */
  public static double threshold(List<double[]> parts, double risk) {
    return parts.stream()
        .mapToDouble(
            scores ->
                ExtremeValues.threshold(scores, risk)
                    .orElseGet(() -> Arrays.stream(scores).max().orElse(0)))
        .max()
        .orElse(0);
  }

  private double[] scores(JavaRDD<Segment> segments, Broadcast<ScoringModel> model) {
    return ScoreSegments.score(segments, model, context.config().scoring().miniBatchSize())
        .map(ScoreSegments.Scored::squaredError)
        .collect()
        .stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static String described(AlarmRule rule, int training, int validation) {
    return String.format(
        Locale.ROOT,
        "unusual above %.4g, by %,d training and %,d validation windows",
        rule.threshold(),
        training,
        validation);
  }
}
