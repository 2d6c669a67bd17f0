package io.lepton.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.bench.report.Reporting;
import io.lepton.bench.report.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * How good pipelines are on their held-out devices or times, over several seeds of the training and
 * with all else as their files have it.
 *
 * <pre>
 * CMAPSS_DIR=CMAPSSData ./lepton bench accuracy conf/cmapss-fd001.conf --seeds 1,6,11
 * </pre>
 */
@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    description = "What pipelines measure on held-out devices, over several seeds of the training.")
public final class AccuracyBenchmark implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(paramLabel = "CONF", arity = "1..*", description = "The pipelines' files.")
  private List<Path> confs = List.of();

  @Option(names = "--seeds", split = ",", description = "Of training (${DEFAULT-VALUE}).")
  private List<Integer> seeds = List.of(1, 2, 3, 4, 5);

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Where lakes and logs go (${DEFAULT-VALUE}).")
  private Path folder = Path.of("lepton-accuracy");

  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (reporting.refuses()) {
      return 1;
    }
    for (Path conf : confs) {
      measure(conf, Launcher.of(conf, folder.resolve(name(conf))));
    }
    reporting.finish(spec);
    return 0;
  }

  private static String name(Path conf) {
    return conf.getFileName().toString().replace(".conf", "");
  }

  private void measure(Path conf, Launcher lepton) throws IOException, InterruptedException {
    System.out.println(conf);
    lepton.run("import");
    lepton.run("features");
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    for (int seed : seeds) {
      String[] ofSeed = {"--set", "training.seed=" + seed, "--set", "training.baselines.kinds=[]"};
      lepton.run("train", ofSeed);
      JsonNode found = JSON.readTree(lepton.run("evaluate", "--json")).path("figures");
      found
          .fields()
          .forEachRemaining(
              one ->
                  figures
                      .computeIfAbsent(one.getKey(), name -> new ArrayList<>())
                      .add(one.getValue().asDouble()));
      System.out.printf("  seed %d: %s%n", seed, found);
    }
    figures.forEach(
        (name, values) -> {
          System.out.printf("  %-20s %s%n", name, Spread.of(values).text("%,.3f"));
          reporting.add(name(conf) + ", " + name, "", Spread.of(values));
        });
  }
}
