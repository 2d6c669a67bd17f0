package io.lepton.jobs.models;

import io.lepton.jobs.config.JobContext;
import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.Promotion;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the store knows of model versions, for people. */
public final class ModelPapers {
  private final JobContext context;
  private final PrintWriter out;

  public ModelPapers(JobContext context, PrintWriter out) {
    this.context = context;
    this.out = out;
  }

  /** A line for each version of each model. */
  public void list() {
    boolean none = true;
    for (String model : context.models().names()) {
      Optional<ModelVersion> champion = context.models().promotions(model).champion();
      for (ModelVersion version : context.models().versions(model)) {
        none = false;
        ModelManifest manifest = context.models().manifest(version);
        out.printf(
            Locale.ROOT,
            "%s %-24s %s  %-24s %s%n",
            champion.equals(Optional.of(version)) ? "*" : " ",
            version,
            manifest.createdAt(),
            manifest.trainingSet(),
            figures(manifest.metrics()));
      }
    }
    if (none) {
      out.println("No model yet. Run 'lepton train' first.");
    }
  }

  /** Everything of one version but its configuration. */
  public void show(ModelVersion version) {
    ModelManifest manifest = context.models().manifest(version);
    List<Promotion> promotions = context.models().promotions(version.name()).entries();
    out.printf("model          %s%n", version);
    out.printf("created        %s%n", manifest.createdAt());
    out.printf("training set   %s%n", manifest.trainingSet());
    out.printf("seed           %d%n", manifest.seed());
    out.printf("metrics        %s%n", figures(manifest.metrics()));
    manifest.signature().inputs().forEach(input -> out.printf("input          %s%n", input));
    manifest.signature().outputs().forEach(output -> out.printf("output         %s%n", output));
    manifest.files().forEach((name, sum) -> out.printf("file           %s sha256 %s%n", name, sum));
    manifest.libraries().forEach((name, is) -> out.printf("made with      %s %s%n", name, is));
    for (Promotion entry : promotions) {
      if (entry.version() == version.number()) {
        out.printf("champion       since %s: %s%n", entry.at(), entry.why());
      } else if (entry.previous() == version.number()) {
        out.printf("no champion    since %s: %d is%n", entry.at(), entry.version());
      }
    }
  }

  private static String figures(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s=%.3f", e.getKey(), e.getValue()))
        .collect(Collectors.joining(" "));
  }
}
