package io.lepton.jobs;

import java.io.PrintWriter;
import java.util.Locale;

/** What a person reads when a job is done. */
final class Summary {
  private Summary() {}

  static void print(PrintWriter out, PipelineConfig config, PipelineJob.Result result) {
    print(out, config, result.evaluation());
    line(out, "scored", "%,d readings to %s", result.scored(), config.scoring().tableId());
    line(out, "report", "%s", result.report());
  }

  static void print(PrintWriter out, PipelineConfig config, EvaluateJob.Result result) {
    String unit = config.features().label().unitName();
    line(out, "model", "%s", result.model());
    line(
        out,
        "measured on",
        "%,d windows of %,d held-out devices (%s of each), cap %.0f %s, seed %d",
        result.scores().count(),
        result.devices(),
        config.evaluation().windows() == EvaluationConfig.Which.LAST ? "the last" : "all",
        config.features().label().cap(),
        unit,
        config.training().seed());
    line(out, "RMSE", "%.2f %s", result.scores().rmse(), unit);
    line(out, "  naive mean", "%.2f %s", result.naive().rmse(), unit);
    line(out, "MAE", "%.2f %s", result.scores().mae(), unit);
    line(out, "PHM score", "%,.0f", result.scores().phmScore());
  }

  static void line(PrintWriter out, String name, String format, Object... values) {
    out.printf("  %-16s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}
