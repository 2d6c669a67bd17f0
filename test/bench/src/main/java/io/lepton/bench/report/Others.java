package io.lepton.bench.report;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What others than this process and those it has started do with the machine's processors; not the
 * load average, which remembers a build that has ended and counts what waits for a disk.
 */
final class Others {
  private static final Duration LOOK = Duration.ofSeconds(3);

  private final long start = System.nanoTime();
  private final double before = seconds();

  /** Processors that they kept at work since this was made, on average; NaN where nobody says. */
  double processors() {
    return Math.max(0, seconds() - before) / ((System.nanoTime() - start) / 1e9);
  }

  /** The same of the seconds from now on. */
  static double now() {
    Others others = new Others();
    LockSupport.parkNanos(LOOK.toNanos());
    return others.processors();
  }

  private static double seconds() {
    try {
      return Cpu.secondsOfMachine() - Cpu.secondsOfOurs();
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
