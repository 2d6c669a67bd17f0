package io.lepton.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Processor time that a process and its threads have used. */
public final class Cpu {
  /** Linux on x86-64 and arm64. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int IDLE = 4;
  private static final int WAITING = 5;
  private static final int STEAL = 8;

  private Cpu() {}

  /** Seconds of this process. */
  public static double seconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  /** Seconds of another process, to a hundredth; NaN where the system does not say. */
  public static double seconds(long processId) {
    return ProcessHandle.of(processId)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toNanos)
        .map(nanos -> nanos / 1e9)
        .orElse(Double.NaN);
  }

  /** Seconds of all processes that this one has started and that have ended; proc(5), stat. */
  public static double secondsOfChildren() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      // the name in brackets may have blanks in it; the state that follows is the third field
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds of this process and of all that it has started, whether they have ended or not. */
  static double secondsOfOurs() {
    double running =
        ProcessHandle.current()
            .descendants()
            .mapToDouble(process -> seconds(process.pid()))
            .filter(Double::isFinite)
            .sum();
    return seconds() + secondsOfChildren() + running;
  }

  /** Seconds of all processors of this machine that they had work to do; proc(5), stat. */
  static double secondsOfMachine() throws IOException {
    String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
    long ticks = 0;
    for (int i = 1; i <= STEAL; i++) {
      ticks += i == IDLE || i == WAITING ? 0 : Long.parseLong(fields[i]);
    }
    return ticks / TICKS_PER_SECOND;
  }
}
