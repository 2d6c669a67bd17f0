package io.lepton.bench.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contestants in turns, in windows per second; the first one is the limit of the others. */
public final class Contest {
  private final Map<String, Contestant> contestants = new LinkedHashMap<>();
  private final String limit;

  /** A contest without contestants; the first one's name in a ratio is this. */
  public Contest(String limit) {
    this.limit = limit;
  }

  /** One of them. */
  public interface Contestant {
    /** Does its work once and says how many windows a second it was. */
    double windowsPerSecond() throws IOException, InterruptedException;
  }

  /** One more. */
  public void add(String name, Contestant contestant) {
    contestants.put(name, contestant);
  }

  /** Lets each do its work once to warm up, then round after round, and tells what came of it. */
  public void run(int rounds, Reporting reporting) throws IOException, InterruptedException {
    Map<String, List<Double>> speeds = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, Contestant> one : contestants.entrySet()) {
        double speed = one.getValue().windowsPerSecond();
        System.out.printf(
            "  %-8s %-38s %,.0f windows/s%n",
            round == 0 ? "warm-up" : "round " + round, one.getKey(), speed);
        if (round > 0) {
          speeds.computeIfAbsent(one.getKey(), name -> new ArrayList<>()).add(speed);
        }
      }
    }
    List<Double> limits = speeds.values().iterator().next();
    speeds.forEach(
        (name, found) -> {
          List<Double> ratios = new ArrayList<>();
          for (int round = 0; round < rounds; round++) {
            ratios.add(found.get(round) / limits.get(round));
          }
          Spread ratio = Spread.of(ratios);
          reporting.ratio(name + " against " + limit, ratio);
          reporting.add(name, "windows/s", Spread.of(found));
          System.out.printf(
              "%-38s %s windows/s, %s of %s%n",
              name, Spread.of(found).text("%,.0f"), ratio.text("%.2f"), limit);
        });
  }
}
