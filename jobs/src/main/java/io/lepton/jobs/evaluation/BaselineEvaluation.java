package io.lepton.jobs.evaluation;

import io.lepton.features.Examples;
import io.lepton.features.Segment;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.features.label.Label;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.upkeep.Pin;
import io.lepton.scoring.PredictionIntervals;
import io.lepton.scoring.ScoreSegments.Scored;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.baseline.Baseline;
import io.lepton.training.baseline.BaselineConfig;
import io.lepton.training.baseline.BaselineKind;
import io.lepton.training.baseline.FitBaselines;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Simple models on the windows that a model version is measured on. Their rows stand in the
 * evaluations table beside the network's, as version of the training set, and are made once for it:
 * models that share a training set share them.
 */
final class BaselineEvaluation {
  private final JobContext context;
  private final BaselineConfig config;
  private final Label label;
  private final Examples examples;
  private final EvaluationTable evaluations;
  private final Pin trainingSet;

  BaselineEvaluation(JobContext context, ScoringModel model) {
    this.context = context;
    this.config = context.config().baselines();
    this.label = model.spec().label();
    this.examples = model.spec().examples();
    this.evaluations = new EvaluationTable(context);
    this.trainingSet = PinnedTrainingSet.pin(context.models().manifest(model.id()));
  }

  /** Fits on the training split and keeps what is said of the held-out windows. */
  void run(Dataset<Row> rows, TrainingLabels labels) {
    List<BaselineKind> wanted =
        kinds().stream().filter(kind -> !evaluations.holds(key(kind), version())).toList();
    FitBaselines fitting = new FitBaselines(context.session(), config);
    for (BaselineKind kind : wanted) {
      context.progress().update(kind.name(label));
      scored(fitting, kind, rows, examples).ifPresent(windows -> keep(kind, windows, labels));
    }
  }

  /** The figures of those that were measured. */
  List<Comparison.Rival> measured() {
    List<Comparison.Rival> rivals = new ArrayList<>();
    for (BaselineKind kind : kinds()) {
      Dataset<Row> counted = evaluations.counted(key(kind), version());
      if (!counted.isEmpty()) {
        rivals.add(new Comparison.Rival(kind.name(label), Measures.of(label, HeldOut.of(counted))));
      }
    }
    return rivals;
  }

  private List<BaselineKind> kinds() {
    return config.kinds().stream().filter(kind -> kind.suits(label.task())).toList();
  }

  /** Says all that its rows depend on but the version. */
  private String key(BaselineKind kind) {
    String trees = kind == BaselineKind.BOOSTED_TREES ? ", %d trees".formatted(config.trees()) : "";
    return String.format(
        Locale.ROOT,
        "%s/%s (%d windows%s, seed %d)",
        trainingSet.table(),
        kind.name(label),
        config.windows(),
        trees,
        config.seed());
  }

  private int version() {
    return Math.toIntExact(trainingSet.version());
  }

  /** The test split's windows, and what a model says that is fitted on the training split. */
  static Optional<JavaRDD<Scored>> scored(
      FitBaselines fitting, BaselineKind kind, Dataset<Row> trainingSet, Examples examples) {
    return fitting
        .fit(kind, TrainingSetTable.segments(trainingSet, Split.TRAIN), examples)
        .map(
            baseline ->
                TrainingSetTable.segments(trainingSet, Split.TEST)
                    .flatMap(new Scoring(baseline, examples)::of));
  }

  private void keep(BaselineKind kind, JavaRDD<Scored> scored, TrainingLabels labels) {
    WindowResult results =
        new WindowResult(key(kind), version(), label, labels, PredictionIntervals.NONE);
    evaluations.keep(key(kind), version(), scored.map(results::row));
  }

  private record Scoring(Baseline baseline, Examples examples) implements Serializable {
    Iterator<Scored> of(Segment segment) {
      return IntStream.range(0, segment.windows()).mapToObj(w -> scored(segment, w)).iterator();
    }

    private Scored scored(Segment segment, int window) {
      float[] cut = new float[examples.windows().size()];
      float[] target = new float[examples.targets().size()];
      examples.cut(segment, window, cut, target, 0);
      return new Scored(
          segment.deviceId(),
          segment.endTimes()[window],
          target,
          baseline.output(segment, window),
          examples.targets().naive(cut));
    }
  }
}
