package io.lepton.jobs.report;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.training.TrainingCurve;
import io.lepton.lake.PipelineException;
import io.lepton.scoring.ScoringModel;
import io.lepton.training.Score;
import java.util.List;
import org.knowm.xchart.XYChart;

/** The plots of a report one at a time, for whoever writes no report. */
public final class ModelPlots {
  private static final int POINTS = 2000;

  private final JobContext context;

  public ModelPlots(JobContext context) {
    this.context = context;
  }

  /** Training and validation, epoch after epoch. */
  public static XYChart loss(TrainingCurve curve, String unit) {
    if (curve.epochs().isEmpty()) {
      throw PipelineException.data(
          "Cannot draw the training: it has no epoch (expected: at least one).");
    }
    return Plots.learning(epochs(curve), curve.bestEpoch(), measure(curve, unit));
  }

  /** What a training is measured in. */
  static String measure(TrainingCurve curve, String unit) {
    return curve.score() == Score.RMSE ? "RMSE (" + unit + ")" : curve.score().words();
  }

  /** What a model said of held-out windows that count, against the truth; a sample of 2,000. */
  public XYChart truth(ScoringModel model) {
    ReportData.Evaluation measured =
        new EvaluationFigures(context, model)
            .measured(POINTS)
            .filter(found -> !found.points().isEmpty())
            .orElseThrow(
                () ->
                    PipelineException.data(
                        "Cannot draw the predictions of '%s' against the truth: there are none (expected: an evaluation, of a model that predicts a number). Run 'lepton evaluate' first."
                            .formatted(model.id())));
    return Plots.truth(measured, model.spec().label().unitName());
  }

  /** What a model said of a held-out device over its life, and the truth. */
  public XYChart lifeLine(ScoringModel model, String device) {
    ReportData.LifeLine life =
        new LifeFigures(context, model.id(), model.spec().label()).life(device);
    if (life.moments().isEmpty()) {
      throw PipelineException.data(
          "Cannot draw the life of '%s': model '%s' was not measured on it (expected: a held-out device). Look for one in gold.%s."
              .formatted(device, model.id(), context.config().evaluation().table()));
    }
    return Plots.lifeLine(
        life, Asked.of(model.spec().label()), ReportData.threshold(model.alarm()));
  }

  static List<ReportData.Epoch> epochs(TrainingCurve curve) {
    return curve.epochs().stream()
        .map(
            e ->
                new ReportData.Epoch(
                    e.epoch(),
                    e.trainingLoss(),
                    e.validationScore(),
                    e.windowsPerSecond(),
                    e.divergence()))
        .toList();
  }
}
