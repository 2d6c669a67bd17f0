package io.lepton.jobs.pipeline;

import io.lepton.ingest.BatchCounts;
import io.lepton.ingest.simulate.SimulationTruth;
import io.lepton.jobs.console.Lines;
import io.lepton.jobs.evaluation.EvaluateJob;
import io.lepton.jobs.evaluation.Metric;
import io.lepton.jobs.report.ReportData;
import io.lepton.jobs.report.ReportJob;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the demo has to show.
 *
 * @param directory where it left the lake
 * @param unit of remaining life
 * @param telemetry what the lake says of the telemetry
 * @param events what the lake says of the events
 * @param truth what the simulator sent
 * @param evaluation the model on held-out engines
 * @param predictions how many were written, and how fast
 * @param seconds the whole demo took
 */
public record DemoSummary(
    Path directory,
    String unit,
    BatchCounts telemetry,
    BatchCounts events,
    SimulationTruth truth,
    EvaluateJob.Result evaluation,
    ReportJob.Written predictions,
    double seconds) {

  /** Whether every message is where the simulator says it should be. */
  public boolean agrees() {
    return telemetry.read() == truth.telemetrySent()
        && telemetry.silver() == truth.rows()
        && telemetry.duplicates() == truth.duplicates()
        && telemetry.late() == truth.lateRows()
        && nonZero(telemetry.quarantined()).equals(nonZero(truth.quarantined()))
        && events.silver() == truth.events()
        && predictions.batch() + predictions.live() == truth.rows();
  }

  /** What the report shows besides the lake. */
  ReportJob.Extras extras() {
    return new ReportJob.Extras(
        Optional.of(
            new ReportData.Counts(
                truth.telemetrySent(),
                truth.rows(),
                truth.duplicates(),
                truth.lateRows(),
                truth.quarantined())),
        Optional.of(predictions));
  }

  public void print(PrintWriter out) {
    out.println();
    out.printf("  %-16s %12s %12s%n", "telemetry", "lake", "simulator");
    row(out, "messages", telemetry.read(), truth.telemetrySent());
    row(out, "silver rows", telemetry.silver(), truth.rows());
    row(out, "  of them late", telemetry.late(), truth.lateRows());
    row(out, "duplicates", telemetry.duplicates(), truth.duplicates());
    row(out, "quarantined", telemetry.rejected(), truth.quarantinedInAll());
    for (String reason : reasons()) {
      row(
          out,
          "  " + reason,
          telemetry.quarantined().getOrDefault(reason, 0L),
          truth.quarantined().getOrDefault(reason, 0L));
    }
    row(out, "failure events", events.silver(), truth.events());
    row(out, "predictions", predictions.batch() + predictions.live(), truth.rows());
    out.println(
        agrees()
            ? "  Every count agrees with the simulator."
            : "  The counts DISAGREE with the simulator: this is a defect, tell us.");
    out.println();
    printModel(out);
    out.println();
    out.println("Look into the lake:");
    out.printf(
        "  ./lepton sql conf/turbofan.conf --set lake.root=%s \\%n", directory.resolve("lake"));
    out.println(
        "    'SELECT device_id, event_time, prediction FROM gold.predictions ORDER BY prediction"
            + " LIMIT 10'");
    out.flush();
  }

  private void printModel(PrintWriter out) {
    Lines.line(
        out,
        "model",
        "%s on %,d windows of %,d held-out engines",
        evaluation.model(),
        evaluation.windows(),
        evaluation.devices());
    Lines.line(
        out,
        "RMSE",
        "%.1f %s; always saying the mean: %.1f",
        evaluation.metric(Metric.RMSE).value(),
        unit,
        evaluation.metric(Metric.RMSE).naive().orElseThrow());
    Lines.line(out, "verdict", "%s", evaluation.comparison().verdict());
    Lines.line(
        out,
        "predictions",
        "%,d in batch, %,d while telemetry arrived",
        predictions.batch(),
        predictions.live());
    Lines.line(
        out,
        "delay",
        "%.1f s median, %.1f s at the 95th percentile, from Kafka to prediction",
        predictions.median(),
        predictions.slow());
    Lines.line(out, "time", "%.0f s in all", seconds);
    Lines.line(out, "report", "%s", directory.resolve("report.html"));
    Lines.line(out, "lake", "%s", directory.resolve("lake"));
  }

  private Set<String> reasons() {
    Set<String> reasons = new TreeSet<>(truth.quarantined().keySet());
    reasons.addAll(telemetry.quarantined().keySet());
    return reasons;
  }

  private static Map<String, Long> nonZero(Map<String, Long> counts) {
    Map<String, Long> kept = new TreeMap<>(counts);
    kept.values().removeIf(n -> n == 0);
    return kept;
  }

  private static void row(PrintWriter out, String name, long lake, long simulator) {
    out.printf(
        "  %-16s %,12d %,12d%s%n",
        name, lake, simulator, lake == simulator ? "" : "   <-- differs");
  }
}
