package io.lepton.jobs;

import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.model.ModelVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The model versions of a lake. */
@Command(
    name = "models",
    description = "List the model versions of the lake, or show one.",
    footer = {
      "",
      "Examples:",
      "  lepton models conf/turbofan.conf",
      "  lepton models conf/turbofan.conf --show 2"
    })
final class ModelsCommand extends ConfiguredCommand {
  @Option(
      names = "--show",
      paramLabel = "VERSION",
      description = "Show the papers of this version of the pipeline's model: a number or latest.")
  private String version;

  @Override
  void run(PipelineConfig config) {
    try (JobContext context = open(config)) {
      if (version == null) {
        list(context);
      } else {
        ModelVersion wanted = context.models().require(config.scoring().model(), version);
        show(context.models().manifest(wanted));
      }
    }
  }

  private void list(JobContext context) {
    List<ModelVersion> versions =
        context.models().names().stream()
            .flatMap(name -> context.models().versions(name).stream())
            .toList();
    if (versions.isEmpty()) {
      out().println("No model yet. Run 'lepton train' first.");
    }
    for (ModelVersion found : versions) {
      ModelManifest manifest = context.models().manifest(found);
      out()
          .printf(
              Locale.ROOT,
              "%-24s %s  %-24s %s%n",
              found,
              manifest.createdAt(),
              manifest.trainingSet(),
              figures(manifest.metrics()));
    }
  }

  private void show(ModelManifest manifest) {
    out().printf("model          %s@%d%n", manifest.name(), manifest.version());
    out().printf("created        %s%n", manifest.createdAt());
    out().printf("training set   %s%n", manifest.trainingSet());
    out().printf("seed           %d%n", manifest.seed());
    out().printf("metrics        %s%n", figures(manifest.metrics()));
    manifest
        .files()
        .forEach((name, sum) -> out().printf("file           %s sha256 %s%n", name, sum));
    manifest
        .libraries()
        .forEach((name, release) -> out().printf("library        %s %s%n", name, release));
  }

  private static String figures(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s=%.3f", e.getKey(), e.getValue()))
        .collect(Collectors.joining(" "));
  }
}
