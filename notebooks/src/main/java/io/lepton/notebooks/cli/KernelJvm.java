package io.lepton.notebooks.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The JVM that cells run in: it has the flags and the class path of this one, which are kept in one
 * place, where Lepton starts.
 */
final class KernelJvm {
  /** Spark runs tasks side by side, each on one core, and listens on this machine alone. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("OMP_NUM_THREADS", "1", "SPARK_LOCAL_IP", "127.0.0.1");

  private KernelJvm() {}

  /**
   * The command without class path and class.
   *
   * @param log where Spark's log goes
   */
  static List<String> line(Path log) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X") || flag.startsWith("--add-") || isOurs(flag))
            .toList());
    line.add("-Dlepton.started=" + Path.of("").toAbsolutePath());
    line.add("-Dlepton.log=" + log);
    return line;
  }

  private static boolean isOurs(String flag) {
    return flag.startsWith("-D")
        && !flag.startsWith("-Dlepton.log=")
        && !flag.startsWith("-Dlepton.terminal=")
        && !flag.startsWith("-Dsurefire");
  }

  static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
