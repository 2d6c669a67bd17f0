package io.lepton.notebooks.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.lake.PipelineException;
import io.lepton.notebooks.kernel.KernelMain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** Debian's nbconvert empties drawings when it makes a page of a notebook. */
  private static final String KEEPS_DRAWINGS =
      """
      # Written by 'lepton notebook'.
      from nbconvert.exporters import templateexporter

      clean = getattr(templateexporter, "clean_html", None)
      if clean is not None:
          c.TemplateExporter.filters = {
              "clean_html": lambda html: html if html.startswith("<svg") else clean(html)
          }
      """;

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
      Path config = Files.createDirectories(jupyter().resolve("config"));
      Files.writeString(
          config.resolve("jupyter_nbconvert_config.py"), KEEPS_DRAWINGS, StandardCharsets.UTF_8);
      for (String name : BROUGHT) {
        bring(name);
      }
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot set up notebooks in '%s': %s (expected: a folder that can be written). Name another."
              .formatted(notebooks, e.getMessage()),
          e);
    }
  }

  private void bring(String name) throws IOException {
    Path target = notebooks.resolve(name + ENDING);
    if (!Files.exists(target)) {
      Files.write(target, brought(name));
    }
  }

  /** The text of a notebook that Lepton brings. */
  static byte[] brought(String name) throws IOException {
    try (InputStream brought =
        NotebookFolder.class.getResourceAsStream("/io/lepton/notebooks/" + name + ENDING)) {
      if (brought == null) {
        throw new IOException("this Lepton was built without " + name + ENDING);
      }
      return brought.readAllBytes();
    }
  }

  private String kernelJson(Path conf, List<String> overrides) throws IOException {
    List<String> line = new ArrayList<>(KernelJvm.line(jupyter().resolve("kernel.log")));
    line.add("-cp");
    line.add(KernelJvm.classPath());
    line.add(KernelMain.class.getName());
    line.add("{connection_file}");
    line.add(conf.toString());
    line.addAll(overrides);
    Map<String, Object> kernel = new LinkedHashMap<>();
    kernel.put("argv", line);
    kernel.put("display_name", "Java with Lepton");
    kernel.put("language", "java");
    kernel.put("interrupt_mode", "message");
    kernel.put("env", KernelJvm.ENVIRONMENT);
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(kernel);
  }
}
