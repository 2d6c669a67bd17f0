package io.lepton.jobs.report;

import io.lepton.jobs.report.ReportData.AtRisk;
import io.lepton.jobs.report.ReportData.Evaluation;
import io.lepton.jobs.report.ReportData.Ingest;
import io.lepton.jobs.report.ReportData.Predictions;
import io.lepton.jobs.report.ReportData.Training;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The five figures on top of a report. */
final class Headline {
  /** The shortest remaining life first. */
  static final Comparator<AtRisk> BY_RISK =
      Comparator.comparingDouble(AtRisk::prediction).thenComparing(AtRisk::deviceId);

  private final ReportData data;

  Headline(ReportData data) {
    this.data = data;
  }

  /**
   * A figure.
   *
   * @param name what it is
   * @param value the figure
   * @param unit of the figure; empty for none
   * @param note what to compare it with
   */
  record Figure(String name, String value, String unit, String note) {
    static Figure missing(String name, String note) {
      return new Figure(name, Words.UNKNOWN, "", note);
    }
  }

  List<Figure> figures() {
    return List.of(
        data.evaluation().map(this::error).orElse(Figure.missing("RMSE", "not evaluated yet")),
        data.ingest().map(Headline::messages).orElse(Figure.missing("Messages", "not counted")),
        data.training().map(this::kept).orElse(Figure.missing("Training", "not recorded")),
        data.predictions()
            .map(this::delay)
            .orElse(Figure.missing("Predictions", "none written yet")),
        data.predictions()
            .flatMap(predictions -> predictions.fleet().stream().min(BY_RISK))
            .map(this::next)
            .orElse(Figure.missing("Most at risk", "no predictions for the fleet")));
  }

  private Figure error(Evaluation evaluation) {
    double change = evaluation.scores().rmse() / evaluation.baselineRmse() - 1;
    String against =
        Double.isFinite(change)
            ? String.format(Locale.ROOT, "%+.0f %% against the naive mean", 100 * change)
            : "no naive mean to compare with";
    return new Figure(
        "RMSE on held-out devices",
        Words.number(evaluation.scores().rmse()),
        data.unit(),
        against.replace('-', '−'));
  }

  private static Figure messages(Ingest ingest) {
    String note = Words.count(ingest.counted().silver()) + " rows in silver";
    if (ingest.truth().isPresent()) {
      note += ingest.isExact() ? ", every count as simulated" : ", counts differ from the truth";
    }
    return new Figure("Messages read", Words.count(ingest.counted().messages()), "", note);
  }

  private Figure kept(Training training) {
    return new Figure(
        "Training time",
        Words.duration(training.took()),
        "",
        "%s, epoch %s of %s kept"
            .formatted(
                Words.plural(training.workers(), "worker"),
                Words.count(training.bestEpoch()),
                Words.count(training.epochs().size())));
  }

  private Figure delay(Predictions predictions) {
    String written =
        Words.count(predictions.byBatch() + predictions.byStream()) + " predictions written";
    return predictions
        .delay()
        .map(
            delay ->
                new Figure("Event to prediction", Words.duration(delay.p50()), "median", written))
        .orElse(
            new Figure(
                "Predictions",
                Words.count(predictions.byBatch() + predictions.byStream()),
                "rows",
                "delay not measured"));
  }

  private Figure next(AtRisk device) {
    return new Figure(
        "Most at risk", Words.decimals(device.prediction(), 1), data.unit(), device.deviceId());
  }
}
