package io.lepton.bench.features;

import io.lepton.bench.report.Reporting;
import io.lepton.bench.report.Spread;
import io.lepton.features.FleetDrift;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How often drift is told where there is none, and how soon where there is: healthy engines of
 * C-MAPSS FD001, forty to learn from and forty whose last readings are looked at again and again,
 * as {@code lepton drift} does every night. From some reading on, one channel of these is shifted.
 *
 * <pre>
 * ./lepton bench drift --data CMAPSSData
 * </pre>
 */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = "False alarms of drift, and how soon a shift of one channel is found.")
public final class DriftBenchmark implements Callable<Integer> {
  /** Engines begin to wear after this; what comes later has drifted by itself. */
  private static final int HEALTHY = 100;

  private static final int ENGINES = 40;
  private static final int RECENT = 25; // readings of an engine that are now
  private static final int SHIFTED_FROM = 50;
  private static final int[] LOOKS = {5, 10, 15, 20, 25}; // readings after the shift
  private static final double[] SHIFTS = {0, 0.25, 0.5, 1, 2}; // in standard deviations
  private static final int PERMUTATIONS = 999;

  /** Inputs and predictions share the rate of {@code drift.false-alarm}. */
  private static final double FALSE_ALARM = 0.01 / 2;

  @Option(
      names = "--data",
      required = true,
      description = "Folder with train_FD001.txt, plain or .gz.")
  private Path data;

  @Option(names = "--fleets", description = "Draws of engines and channel (${DEFAULT-VALUE}).")
  private int fleets = 200;

  @CommandLine.Mixin private Reporting reporting = new Reporting();
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** What looks at one shift have told. */
  private static final class Told {
    private final int[] found = new int[LOOKS.length]; // by this look or an earlier one
    private int others; // fleets of which any other channel was named
  }

  @Override
  public Integer call() throws IOException {
    HealthyEngines engines = HealthyEngines.read(data, HEALTHY);
    System.out.printf(
        "%d fleets of %d engines beside %d in training, %d channels, the last %d readings, rate of"
            + " false alarms %s%n",
        fleets, ENGINES, ENGINES, engines.channels(), RECENT, FALSE_ALARM);
    for (double shift : SHIFTS) {
      Told told = new Told();
      for (int seed = 0; seed < fleets; seed++) {
        look(engines, shift, seed, told);
      }
      report(shift, told);
    }
    reporting.finish(spec);
    return 0;
  }

  private static void look(HealthyEngines engines, double shift, int seed, Told told) {
    Random random = new Random(seed);
    List<Integer> order = new ArrayList<>(IntStream.range(0, engines.size()).boxed().toList());
    Collections.shuffle(order, random);
    int channel = random.nextInt(engines.channels());
    double added = shift * engines.deviation(channel);
    List<double[][]> then = new ArrayList<>();
    for (int engine : order.subList(0, ENGINES)) {
      then.add(engines.piece(engine, random.nextInt(HEALTHY - RECENT), RECENT));
    }
    FleetDrift drift = new FleetDrift(engines.names(), FALSE_ALARM, PERMUTATIONS, seed);
    boolean found = false;
    boolean another = false;
    for (int l = 0; l < LOOKS.length; l++) {
      List<double[][]> now = new ArrayList<>();
      for (int engine : order.subList(ENGINES, 2 * ENGINES)) {
        int begin = SHIFTED_FROM + LOOKS[l] - RECENT;
        double[][] piece = engines.piece(engine, begin, RECENT);
        for (int r = Math.max(0, SHIFTED_FROM - begin); r < RECENT; r++) {
          piece[channel][r] += added;
        }
        now.add(piece);
      }
      List<FleetDrift.Channel> said = drift.between(then, now);
      for (int c = 0; c < said.size(); c++) {
        found |= c == channel && said.get(c).isBeyondChance();
        another |= c != channel && said.get(c).isBeyondChance();
      }
      told.found[l] += found ? 1 : 0;
    }
    told.others += another ? 1 : 0;
  }

  private void report(double shift, Told told) {
    StringBuilder line =
        new StringBuilder("shift of %.2f deviations, found after".formatted(shift));
    for (int l = 0; l < LOOKS.length; l++) {
      double share = (double) told.found[l] / fleets;
      line.append("  %d: %3.0f %%".formatted(LOOKS[l], 100 * share));
      reporting.add(
          "shift of %.2f deviations, found after %d readings".formatted(shift, LOOKS[l]),
          "",
          Spread.of(share));
    }
    double others = (double) told.others / fleets;
    reporting.add(
        "shift of %.2f deviations, another channel named".formatted(shift), "", Spread.of(others));
    System.out.println(line + "; another channel named: %.1f %%".formatted(100 * others));
  }
}
