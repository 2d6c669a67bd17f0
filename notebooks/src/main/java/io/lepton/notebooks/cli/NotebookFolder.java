package io.lepton.notebooks.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.lake.PipelineException;
import io.lepton.notebooks.kernel.KernelMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where someone's notebooks are, with the kernel that runs them in {@code .jupyter} beside them.
 *
 * @param notebooks the folder
 */
public record NotebookFolder(Path notebooks) {
  /** The notebooks that Lepton brings, in the order to read them. */
  public static final List<String> BROUGHT =
      List.of("1-telemetry", "2-windows", "3-training", "4-predictions", "5-cmapss");

  private static final String KERNEL = "lepton";
  private static final String ENDING = ".ipynb";

  /** Where Jupyter keeps what it needs. */
  public Path jupyter() {
    return notebooks.resolve(".jupyter");
  }

  /**
   * Makes what is missing: the notebooks that Lepton brings, unless there are some of their names,
   * and the kernel, always anew.
   *
   * @param conf the pipeline's file that notebooks begin with
   * @param overrides of the file, such as {@code lake.root=/data/lake}
   */
  public void prepare(Path conf, List<String> overrides) {
    try {
      Path kernel = jupyter().resolve("kernels").resolve(KERNEL);
      Files.createDirectories(kernel);
      // kernels listen there, and who knows the key may run code
      Files.createDirectories(
          jupyter().resolve("run"),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(
          kernel.resolve("kernel.json"), kernelJson(conf, overrides), StandardCharsets.UTF_8);
      for (String name : BROUGHT) {
        bring(name + ENDING);
      }
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot set up notebooks in '%s': %s (expected: a folder that can be written). Name another."
              .formatted(notebooks, e.getMessage()),
          e);
    }
  }

  private void bring(String file) throws IOException {
    Path target = notebooks.resolve(file);
    if (Files.exists(target)) {
      return;
    }
    try (InputStream brought =
        NotebookFolder.class.getResourceAsStream("/io/lepton/notebooks/" + file)) {
      if (brought == null) {
        throw new IOException("this Lepton was built without " + file);
      }
      Files.copy(brought, target);
    }
  }

  private String kernelJson(Path conf, List<String> overrides) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(flags());
    line.add("-Dlepton.started=" + Path.of("").toAbsolutePath());
    line.add("-Dlepton.log=" + jupyter().resolve("kernel.log"));
    line.add("-cp");
    line.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    line.add(KernelMain.class.getName());
    line.add("{connection_file}");
    line.add(conf.toString());
    line.addAll(overrides);
    Map<String, Object> kernel = new LinkedHashMap<>();
    kernel.put("argv", line);
    kernel.put("display_name", "Java with Lepton");
    kernel.put("language", "java");
    kernel.put("interrupt_mode", "message");
    kernel.put("env", Map.of("OMP_NUM_THREADS", "1", "SPARK_LOCAL_IP", "127.0.0.1"));
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(kernel);
  }

  /** A kernel runs with the flags of this JVM: they are kept in one place, where Lepton starts. */
  private static List<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-X") || flag.startsWith("--add-") || isOurs(flag))
        .toList();
  }

  private static boolean isOurs(String flag) {
    return flag.startsWith("-D")
        && !flag.startsWith("-Dlepton.log=")
        && !flag.startsWith("-Dlepton.terminal=")
        && !flag.startsWith("-Dsurefire");
  }
}
