package io.lepton.jobs.report;

import io.lepton.jobs.evaluation.Metric;
import io.lepton.jobs.report.ReportData.AtRisk;
import io.lepton.jobs.report.ReportData.Evaluation;
import io.lepton.jobs.report.ReportData.Ingest;
import io.lepton.jobs.report.ReportData.Predictions;
import io.lepton.jobs.report.ReportData.Training;
import java.util.List;
import java.util.Locale;

/** The five figures on top of a report. */
final class Headline {
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
        data.evaluation().map(this::error).orElse(Figure.missing("Error", "not evaluated yet")),
        data.ingest().map(Headline::messages).orElse(Figure.missing("Messages", "not counted")),
        data.training().map(this::kept).orElse(Figure.missing("Training", "not recorded")),
        data.predictions()
            .map(this::delay)
            .orElse(Figure.missing("Predictions", "none written yet")),
        data.predictions()
            .flatMap(predictions -> predictions.fleet().stream().min(data.asked().order()))
            .map(this::next)
            .orElse(Figure.missing("Most at risk", "no predictions for the fleet")));
  }

  private Figure error(Evaluation evaluation) {
    Metric first = evaluation.first();
    return new Figure(
        first.name() + " on held-out windows",
        Words.number(first.value()),
        first.isInUnits() ? data.asked().unit() : "",
        against(first));
  }

  private static String against(Metric metric) {
    double change = metric.value() / metric.naive().orElse(Double.NaN) - 1;
    if (Double.isFinite(change)) {
      return String.format(Locale.ROOT, "%+.0f %% against the naive guess", 100 * change)
          .replace('-', '−');
    }
    return metric
        .interval()
        .map(range -> Words.number(range.low()) + " to " + Words.number(range.high()))
        .map(range -> "95 % confidence: " + range)
        .orElse("no naive guess to compare with");
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
    String written = Words.count(predictions.rows()) + " predictions written";
    return predictions
        .delay()
        .map(
            delay ->
                new Figure("Kafka to prediction", Words.duration(delay.p50()), "median", written))
        .orElse(
            new Figure(
                "Predictions", Words.count(predictions.rows()), "rows", "delay not measured"));
  }

  private Figure next(AtRisk device) {
    String value = data.asked().number(device.prediction());
    return switch (data.asked().task()) {
      case REGRESSION ->
          new Figure(
              "Most at risk",
              value,
              data.asked().unit(),
              device.deviceId()
                  + device
                      .interval()
                      .map(interval -> ", at least " + data.asked().number(interval.low()))
                      .orElse(""));
      case CLASSIFICATION ->
          new Figure("Most probable", value, "", device.deviceId() + verdict(device));
      case RECONSTRUCTION ->
          new Figure("Most unusual", value, "", device.deviceId() + verdict(device));
      case FORECAST -> new Figure("Latest forecast", value, "", device.deviceId());
    };
  }

  private static String verdict(AtRisk device) {
    return device.verdict().isEmpty() ? "" : ", " + device.verdict();
  }
}
