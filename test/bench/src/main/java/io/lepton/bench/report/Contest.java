package io.lepton.bench.report;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contestants in turns, in the other order in every other round, in windows per second; the first
 * one is the limit of the others.
 */
public final class Contest {
  private final Map<String, Contestant> contestants = new LinkedHashMap<>();
  private final Map<String, Found> found = new LinkedHashMap<>();
  private final String limit;
  private final Duration warmUp;

  /**
   * A contest without contestants.
   *
   * @param limit the first one's name in a ratio
   * @param warmUp how long each does its work before it counts, at least once
   */
  public Contest(String limit, Duration warmUp) {
    this.limit = limit;
    this.warmUp = warmUp;
  }

  /** One of them. */
  public interface Contestant {
    /** Does its work once and says how many windows a second it was. */
    double windowsPerSecond() throws IOException, InterruptedException;
  }

  /**
   * What was measured of one, round by round.
   *
   * @param speeds windows a second
   * @param processors at work for it on average, its preparations included
   */
  private record Found(List<Double> speeds, List<Double> processors) {
    Found() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** One more. */
  public void add(String name, Contestant contestant) {
    contestants.put(name, contestant);
    found.put(name, new Found());
  }

  /** Lets each warm up, then do its work round after round, and tells what came of it. */
  public void run(int rounds, Reporting reporting) throws IOException, InterruptedException {
    List<String> order = new ArrayList<>(contestants.keySet());
    for (int round = 0; round <= rounds; round++) {
      for (String name : order) {
        long start = System.nanoTime();
        do {
          measure(name, round);
        } while (round == 0 && System.nanoTime() - start < warmUp.toNanos());
      }
      Collections.reverse(order);
    }
    found.forEach((name, of) -> tell(name, of, reporting));
  }

  private void measure(String name, int round) throws IOException, InterruptedException {
    double cpu = Cpu.secondsOfOurs();
    long start = System.nanoTime();
    double speed = contestants.get(name).windowsPerSecond();
    double processors = (Cpu.secondsOfOurs() - cpu) / ((System.nanoTime() - start) / 1e9);
    System.out.printf(
        "  %-8s %-38s %,9.0f windows/s, %.2f processors%n",
        round == 0 ? "warm-up" : "round " + round, name, speed, processors);
    if (round > 0) {
      found.get(name).speeds.add(speed);
      found.get(name).processors.add(processors);
    }
  }

  private void tell(String name, Found of, Reporting reporting) {
    List<Double> limits = found.values().iterator().next().speeds;
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < limits.size(); round++) {
      ratios.add(of.speeds.get(round) / limits.get(round));
    }
    Spread ratio = Spread.of(ratios);
    reporting.ratio(name + " against " + limit, ratio);
    reporting.add(name, "windows/s", Spread.of(of.speeds));
    reporting.add(name, "processors", Spread.of(of.processors));
    System.out.printf(
        "%-38s %s windows/s, %s of %s%n",
        name, Spread.of(of.speeds).text("%,.0f"), ratio.text("%.2f"), limit);
  }
}
