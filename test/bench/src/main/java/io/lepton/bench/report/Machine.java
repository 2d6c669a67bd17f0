package io.lepton.bench.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a benchmark ran.
 *
 * @param cores processors that this process may use
 * @param model the processor's name, as Linux tells it
 * @param load runnable threads over the minute before the start; below 0 where nobody says
 * @param java the virtual machine
 */
public record Machine(int cores, String model, double load, String java) {
  /** A property with the load before all; a benchmark leaves a load of its own behind. */
  public static final String LOAD_BEFORE = "lepton.bench.load";

  private static final double QUIET = 0.5;

  /** This machine now, or as it was before the first of several benchmarks. */
  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        line("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch")),
        Optional.ofNullable(System.getProperty(LOAD_BEFORE))
            .map(Double::valueOf)
            .orElseGet(ManagementFactory.getOperatingSystemMXBean()::getSystemLoadAverage),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
  }

  /** Whether others leave the machine to us. */
  @JsonIgnore
  public boolean isQuiet() {
    return load <= QUIET * cores;
  }

  /** One line for the report. */
  public String description() {
    return "%d cores, %s, load %.2f before the start%s, %s"
        .formatted(cores, model, load, isQuiet() ? "" : " (NOT QUIET)", java);
  }

  /** Memory of this process that is in RAM, in bytes; 0 where nobody says. */
  public static long residentBytes() {
    return residentBytes(ProcessHandle.current().pid());
  }

  /** Memory of a process that is in RAM, in bytes; 0 where nobody says. */
  public static long residentBytes(long processId) {
    return line("/proc/" + processId + "/status", "VmRSS")
        .map(text -> 1024 * Long.parseLong(text.replaceAll("\\D", "")))
        .orElse(0L);
  }

  /** What stands behind the colon in the first line that begins so. */
  private static Optional<String> line(String file, String begin) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(begin))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
