package io.lepton.bench.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a benchmark ran.
 *
 * @param cores processors that this process may use
 * @param model the processor's name, as Linux tells it
 * @param others processors that others kept at work before the start; NaN where nobody says
 * @param java the virtual machine
 */
public record Machine(int cores, String model, double others, String java) {
  private static final double QUIET = 0.15;

  /** This machine now, after a look of some seconds. */
  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        line("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch")),
        Others.now(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
  }

  /** Whether others leave the machine to us. */
  @JsonIgnore
  public boolean isQuiet() {
    return isQuiet(others);
  }

  /** Whether so many processors at work for others do not mislead. */
  boolean isQuiet(double processors) {
    return !(processors > QUIET * cores);
  }

  /** One line for the report. */
  public String description() {
    return "%d cores, %s, %.2f of them at work for others%s, %s"
        .formatted(cores, model, others, isQuiet() ? "" : " (NOT QUIET)", java);
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
