package io.lepton.jobs.cli;

import io.lepton.jobs.capacity.CapacityLines;
import io.lepton.jobs.capacity.Demand;
import io.lepton.jobs.capacity.Rates;
import io.lepton.jobs.capacity.Terms;
import io.lepton.lake.PipelineException;
import io.lepton.lake.stream.StreamTrigger;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a fleet needs, before there is one. */
@Command(
    mixinStandardHelpOptions = true,
    name = "plan",
    description = {
      "Say which machines and how much storage a fleet needs at the least price, from rates that"
          + " 'lepton bench' has measured, and what one core or GPU more would change.",
      "Readings are taken in all the time; a training set is built, a model trained and the day's"
          + " readings scored every night. No lake is read or written."
    },
    footer = {
      "",
      "Examples:",
      "  lepton plan --devices 10000 --every 1m",
      "  lepton plan --devices 10000 --every 1m --live --measured bench.json",
      "  lepton plan --devices 500 --rate 10 --gpu-windows 400000 --gpus-at-most 4"
    })
public final class PlanCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--devices", paramLabel = "N", required = true, description = "Devices.")
  private long devices;

  @ArgGroup(multiplicity = "1")
  private Pace pace;

  /** How often a device sends. */
  static final class Pace {
    @Option(
        names = "--every",
        paramLabel = "DURATION",
        description = "A device sends a reading this often, such as 1m.")
    private String every;

    @Option(
        names = "--rate",
        paramLabel = "N",
        description = "Or: readings of a device in a second, such as 0.5.")
    private double rate;

    double perSecond() {
      if (every == null) {
        return rate;
      }
      try {
        Duration period = StreamTrigger.parse(every).every().orElseThrow();
        return 1e9 / period.toNanos();
      } catch (IllegalArgumentException | NoSuchElementException e) {
        PipelineException refused = refused("--every", every, "a duration such as '30 seconds'");
        refused.initCause(e);
        throw refused;
      }
    }
  }

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Numbers of a reading (${DEFAULT-VALUE}).")
  private int channels = 24;

  @Option(
      names = "--keep",
      paramLabel = "DAYS",
      description = "How long readings and predictions are kept (${DEFAULT-VALUE}).")
  private double keep = 365;

  @Option(names = "--live", description = "Readings are scored as they arrive, not at night.")
  private boolean live;

  @Option(
      names = "--night",
      paramLabel = "HOURS",
      description = "How long features, training and scoring may take (${DEFAULT-VALUE}).")
  private double night = 6;

  @Option(
      names = "--history",
      paramLabel = "DAYS",
      description = "Days of readings that a model is trained on (${DEFAULT-VALUE}).")
  private double history = 90;

  @Option(
      names = "--stride",
      paramLabel = "N",
      description = "Readings between the ends of two windows (${DEFAULT-VALUE}).")
  private int stride = 1;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of a training (${DEFAULT-VALUE}).")
  private int epochs = 10;

  @Option(
      names = "--networks",
      paramLabel = "N",
      description = "Networks of an ensemble, or models (${DEFAULT-VALUE}).")
  private int networks = 1;

  @Option(
      names = "--cores-per-executor",
      paramLabel = "N",
      description = "Cores of an executor (${DEFAULT-VALUE}).")
  private int coresPerExecutor = 4;

  @Option(
      names = "--memory-per-core",
      paramLabel = "GIB",
      description = "Memory of an executor for each of its cores (${DEFAULT-VALUE}).")
  private double memoryPerCore = 2;

  @Option(
      names = "--cores-at-most",
      paramLabel = "N",
      description = "Cores that there are; any number unless given.")
  private Optional<Integer> coresAtMost = Optional.empty();

  @Option(
      names = "--gpu-windows",
      paramLabel = "N",
      description = "Windows that a GPU fits in a second; nothing trains on GPUs unless given.")
  private double gpuWindows;

  @Option(
      names = "--gpus-at-most",
      paramLabel = "N",
      description = "GPUs that there are; any number unless given.")
  private Optional<Integer> gpusAtMost = Optional.empty();

  @Option(
      names = "--gpu-price",
      paramLabel = "N",
      description = "What a GPU costs, in cores with their memory (${DEFAULT-VALUE}).")
  private double gpuPrice = 20;

  @Option(
      names = "--measured",
      paramLabel = "FILE",
      description = "The bench.json of 'lepton bench' on your machine; ours unless given.")
  private Optional<Path> measured = Optional.empty();

  @Override
  public Integer call() {
    check();
    Demand demand =
        new Demand(
            new Demand.Fleet(devices, pace.perSecond(), channels, keep),
            new Demand.Training(history, stride, epochs, networks, gpuWindows),
            live);
    Terms terms =
        new Terms(
            night,
            coresPerExecutor,
            coresAtMost.map(Integer::doubleValue).orElse(Double.POSITIVE_INFINITY),
            gpuWindows == 0
                ? 0
                : gpusAtMost.map(Integer::doubleValue).orElse(Double.POSITIVE_INFINITY),
            gpuPrice);
    Rates rates = measured.map(Rates::measured).orElseGet(Rates::ours);
    PrintWriter out = spec.commandLine().getOut();
    new CapacityLines(demand, rates, terms, memoryPerCore).print(out);
    out.flush();
    return 0;
  }

  private void check() {
    Map<String, Number> numbers =
        Map.ofEntries(
            Map.entry("--devices", devices),
            Map.entry("--rate", pace.perSecond()),
            Map.entry("--channels", channels),
            Map.entry("--night", night),
            Map.entry("--history", history),
            Map.entry("--stride", stride),
            Map.entry("--epochs", epochs),
            Map.entry("--networks", networks),
            Map.entry("--cores-per-executor", coresPerExecutor),
            Map.entry("--memory-per-core", memoryPerCore),
            Map.entry("--gpu-price", gpuPrice));
    numbers.forEach(
        (option, value) -> {
          if (!(value.doubleValue() > 0 && Double.isFinite(value.doubleValue()))) {
            throw refused(option, value, "a number above 0");
          }
        });
    if (night > 24) {
      throw refused("--night", night, "at most 24 hours");
    }
    if (keep < history) {
      throw refused("--keep", keep, "at least --history = " + history);
    }
  }

  private static PipelineException refused(String option, Object found, String expected) {
    return PipelineException.config(
        "Cannot plan: %s is %s (expected: %s). Give another one."
            .formatted(option, found, expected));
  }
}
