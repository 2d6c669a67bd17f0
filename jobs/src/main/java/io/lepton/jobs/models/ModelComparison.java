package io.lepton.jobs.models;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.console.Lines;
import io.lepton.jobs.evaluation.EvaluateJob;
import io.lepton.jobs.evaluation.Metric;
import io.lepton.jobs.evaluation.PairedEvaluation;
import io.lepton.jobs.evaluation.PairedLosses;
import io.lepton.lake.PipelineException;
import io.lepton.lake.config.ConfigDiff;
import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.model.ModelVersion;
import io.lepton.scoring.ScoringModel;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Two model versions beside each other. */
public final class ModelComparison {
  private final JobContext context;
  private final PrintWriter out;

  public ModelComparison(JobContext context, PrintWriter out) {
    this.context = context;
    this.out = out;
  }

  /** Prints figures, which is better, and what made the difference. */
  public void print(ModelVersion before, ModelVersion after) {
    try {
      figures(before, after, new PairedEvaluation(context).compare(before, after));
    } catch (PipelineException e) {
      if (e.kind() != PipelineException.Kind.DATA) {
        throw e;
      }
      metrics(before, after);
      Lines.line(out, "difference", "%s", e.getMessage());
    }
    ModelManifest one = context.models().manifest(before);
    ModelManifest other = context.models().manifest(after);
    Lines.line(out, "created", "%-28s %s", one.createdAt(), other.createdAt());
    Lines.line(out, "training set", "%-28s %s", one.trainingSet(), other.trainingSet());
    Lines.line(out, "seed", "%-28d %d", one.seed(), other.seed());
    libraries(one.libraries(), other.libraries());
    List<String> changes = ConfigDiff.between(one.configuration(), other.configuration());
    out.printf("%nConfiguration: %s%n", changes.isEmpty() ? "the same" : "");
    changes.forEach(line -> out.println("  " + line));
  }

  /**
   * Prints the figures of both, each on all windows held out from it, and how far their losses on
   * the same windows are apart.
   */
  void figures(ModelVersion before, ModelVersion after, PairedLosses losses) {
    metrics(before, after);
    Lines.line(
        out, "mean loss", "%-28s %s", Lines.number(losses.before()), Lines.number(losses.after()));
    Lines.line(
        out, "difference", "The loss of %s is %s than that of %s.", after, losses.words(), before);
  }

  private void metrics(ModelVersion before, ModelVersion after) {
    EvaluateJob.Result one = measured(before);
    EvaluateJob.Result other = measured(after);
    Lines.line(out, "", "%-28s %s", before, after);
    Lines.line(out, "windows", "%-,28d %,d", one.windows(), other.windows());
    for (Metric metric : one.metrics()) {
      String beside =
          other.metrics().stream()
              .filter(found -> found.name().equals(metric.name()))
              .map(found -> Lines.number(found.value()))
              .findFirst()
              .orElse("-");
      Lines.line(out, metric.name(), "%-28s %s", Lines.number(metric.value()), beside);
    }
  }

  private EvaluateJob.Result measured(ModelVersion version) {
    EvaluateJob job = new EvaluateJob(context);
    return job.isEvaluated(version)
        ? job.measured(ScoringModel.of(context.models().open(version)))
        : job.run(version);
  }

  private void libraries(Map<String, String> before, Map<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        Lines.line(
            out,
            name,
            "%-28s %s",
            before.getOrDefault(name, "unknown"),
            after.getOrDefault(name, "unknown"));
      }
    }
  }
}
