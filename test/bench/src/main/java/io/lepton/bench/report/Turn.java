package io.lepton.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What one turn of a benchmark takes: a process of its own, and a folder that goes away. */
public final class Turn {
  private Turn() {}

  /** Runs a command of the benchmarks in a process like this one; its exit code. */
  public static int run(Class<?> main, List<String> properties, List<String> arguments)
      throws IOException, InterruptedException {
    return run(main, properties, arguments, Map.of());
  }

  /** The same with more in its environment. */
  public static int run(
      Class<?> main,
      List<String> properties,
      List<String> arguments,
      Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(properties);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    process.environment().putAll(environment);
    return process.start().waitFor();
  }

  /** Deletes a folder and all in it. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
