package io.lepton.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.lepton.bench.report.Python;
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
 * with all else as their files have it; beside each the simple models of {@code
 * training.baselines}, and boosted trees of scikit-learn where there is a script for the data.
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

  @CommandLine.Mixin private Python python = new Python();
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
      lepton.run("train", "--set", "training.seed=" + seed);
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
    scikitLearn(conf);
  }

  /** What a user of scikit-learn would have, where there is a script for the data. */
  private void scikitLearn(Path conf) throws IOException {
    Config source = ConfigFactory.parseFile(conf.toFile()).resolve();
    if (!"cmapss".equals(source.getString("source.format"))
        || !python.has("sklearn", "python3-sklearn")) {
      return;
    }
    List<Double> found = new ArrayList<>();
    for (int seed : seeds) {
      found.add(
          python.number(
              getClass(),
              "cmapss.py",
              source.getString("source.directory"),
              source.getString("source.subset"),
              String.valueOf(source.getInt("features.regimes")),
              String.valueOf(seed)));
    }
    System.out.printf("  scikit-learn, RMSE   %s%n", Spread.of(found).text("%,.3f"));
    reporting.add(name(conf) + ", rmse of scikit-learn's boosted trees", "", Spread.of(found));
  }
}
