package io.lepton.jobs.evaluation;

import io.lepton.features.Segment;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.features.label.FailureWithin;
import io.lepton.features.label.Label;
import io.lepton.features.label.Reconstruction;
import io.lepton.features.label.RemainingLife;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.jobs.scoring.ScoreJob;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.model.ModelVersion;
import io.lepton.scoring.ScoreSegments;
import io.lepton.scoring.ScoringConfig;
import io.lepton.scoring.ScoringModel;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures a model version on devices that neither trained it nor chose its epoch. */
public final class EvaluateJob {
  private final JobContext context;
  private final EvaluationTable evaluations;

  public EvaluateJob(JobContext context) {
    this.context = context;
    this.evaluations = new EvaluationTable(context);
  }

  /**
   * What was measured.
   *
   * @param model the model version
   * @param devices held-out devices
   * @param windows held-out windows that count
   * @param metrics the figures, the most telling first
   * @param alarms what its alarms come to; empty if its label raises none
   * @param comparison the same figures beside those of simple models
   * @param promised how often the model's intervals shall hold the truth; 0 if it has none
   * @param byDevice figures of each device, the worst first
   * @param byPrediction figures of each range of predictions
   * @param curves of each class but the first, at every threshold; empty if there are no classes
   */
  public record Result(
      String model,
      long devices,
      long windows,
      List<Metric> metrics,
      List<AlarmLine> alarms,
      Comparison comparison,
      double promised,
      Breakdown byDevice,
      Breakdown byPrediction,
      List<ClassCurves> curves) {
    /** A figure by its name. */
    public Metric metric(String name) {
      return metrics.stream()
          .filter(metric -> metric.name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * {@link #run(ModelVersion)} of the configured version; the newest where that is the champion.
   */
  public Result run() {
    ScoringConfig scoring = context.config().scoring();
    String rule = scoring.followsChampion() ? ModelStore.LATEST : scoring.version();
    return run(context.models().require(scoring.model(), rule));
  }

  /** Scores the held-out windows, keeps them in the lake and measures. */
  public Result run(ModelVersion version) {
    context.progress().start("evaluate");
    Broadcast<ScoringModel> model = ScoreJob.broadcast(context, version);
    Dataset<Row> trainingSet = trainingSet(model.value());
    Label label = model.value().spec().label();
    TrainingLabels labels = TrainingLabels.of(trainingSet, label.classes().size());
    keep(model.value().name(), model, labels, TrainingSetTable.segments(trainingSet, Split.TEST));
    if (label instanceof Reconstruction) {
      keep(
          AnomalyAlarms.before(model.value().name()),
          model,
          labels,
          TrainingSetTable.segments(trainingSet, Split.TRAIN)
              .union(TrainingSetTable.segments(trainingSet, Split.VALIDATION)));
    }
    new BaselineEvaluation(context, model.value()).run(trainingSet, labels);
    Result result = measured(model.value());
    context.progress().end(described(result));
    return result;
  }

  private void keep(
      String name,
      Broadcast<ScoringModel> model,
      TrainingLabels labels,
      JavaRDD<Segment> segments) {
    ScoringModel measured = model.value();
    WindowResult results =
        new WindowResult(
            name, measured.version(), measured.spec().label(), labels, measured.intervals());
    evaluations.keep(
        name,
        measured.version(),
        ScoreSegments.score(segments, model, context.config().scoring().miniBatchSize())
            .map(results::row));
  }

  /** Measures from what {@link #run} has kept. */
  public Result measured(ScoringModel model) {
    HeldOut heldOut = HeldOut.of(evaluations.counted(model.name(), model.version()));
    if (heldOut.devices().isEmpty()) {
      throw PipelineException.data(
          "Cannot evaluate model '%s': no held-out window has a label (expected: at least one). Change features.split and build the training set again."
              .formatted(model.id()));
    }
    String id = model.id().toString();
    Label label = model.spec().label();
    List<Metric> metrics = Measures.of(label, heldOut);
    List<Comparison.Rival> rivals = new BaselineEvaluation(context, model).measured();
    return new Result(
        id,
        heldOut.devices().size(),
        heldOut.windows(),
        metrics,
        alarms(model),
        new Comparison(id, metrics, rivals),
        model.intervals().coverage(),
        Breakdown.byDevice(label, heldOut),
        Breakdown.byPrediction(label, heldOut),
        ClassCurves.of(label, heldOut));
  }

  /** Alarms follow from all windows, whichever count for the other figures. */
  private List<AlarmLine> alarms(ScoringModel model) {
    Dataset<Row> all = evaluations.windows(model.name(), model.version());
    Label label = model.spec().label();
    if (label instanceof Reconstruction) {
      return new AnomalyAlarms(context, evaluations).lines(model, all, trainingSet(model));
    }
    if (label instanceof RemainingLife life) {
      return new HorizonAlarms(context).lines(life, all);
    }
    return label instanceof FailureWithin failure
        ? new HorizonAlarms(context).lines(failure, all)
        : List.of();
  }

  /** Whether {@link #run(ModelVersion)} has kept anything of a version. */
  public boolean isEvaluated(ModelVersion version) {
    return evaluations.holds(version.name(), version.number());
  }

  private Dataset<Row> trainingSet(ScoringModel model) {
    PinnedTrainingSet set = PinnedTrainingSet.of(context, context.models().manifest(model.id()));
    String hash = set.spec().hash();
    if (!hash.equals(model.spec().hash())) {
      throw PipelineException.data(
          "Cannot evaluate model '%s': its features are %s, those of %s are %s (expected: the same). The training set was made anew since: train again."
              .formatted(model.id(), model.spec().hash(), set.name(), hash));
    }
    return set.rows();
  }

  private String described(Result result) {
    Metric first = result.metrics().get(0);
    return String.format(
        Locale.ROOT,
        "%s: %s %.3g on %,d windows of %,d held-out devices%s",
        result.model(),
        first.name(),
        first.value(),
        result.windows(),
        result.devices(),
        first.naive().isPresent()
            ? String.format(Locale.ROOT, " (naive: %.3g)", first.naive().getAsDouble())
            : "");
  }
}
