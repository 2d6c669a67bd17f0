package io.lepton.notebooks.cli;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Jupyter of this machine.
 *
 * @param program the command {@code jupyter}
 */
public record Jupyter(Path program) {
  private static final Path DEBIAN = Path.of("/usr/bin/jupyter");

  /** Commands of Jupyter, each named as its package in Debian. */
  private static final List<String> COMMANDS = List.of("jupyter-nbconvert", "jupyter-notebook");

  /**
   * Finds Jupyter: Debian's first, because another Python's is often half of one.
   *
   * @param path folders to look into, separated as in the environment variable PATH
   * @throws PipelineException if it is not there, with how to get it
   */
  public static Jupyter find(String path) {
    return find(Stream.concat(Stream.of(DEBIAN.getParent()), folders(path)).toList());
  }

  static Jupyter find(List<Path> folders) {
    List<String> missing = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isExecutable(folder.resolve("jupyter"))) {
        List<String> lacking =
            COMMANDS.stream()
                .filter(command -> !Files.isExecutable(folder.resolve(command)))
                .toList();
        if (lacking.isEmpty()) {
          return new Jupyter(folder.resolve("jupyter"));
        }
        missing.addAll(lacking);
      }
    }
    throw PipelineException.outside(
        "Cannot start a notebook: %s (expected: Jupyter with its notebook, nbconvert and ipykernel). Install it, on Debian with 'apt install jupyter-notebook jupyter-nbconvert python3-ipykernel'."
            .formatted(
                missing.isEmpty()
                    ? "there is no 'jupyter' here"
                    : "Jupyter lacks " + String.join(", ", missing)),
        new IOException("no Jupyter"));
  }

  private static Stream<Path> folders(String path) {
    return Stream.of(path.split(java.io.File.pathSeparator))
        .filter(p -> !p.isEmpty())
        .map(Path::of);
  }

  /** A command of Jupyter that knows a folder's kernel and writes nothing elsewhere. */
  public ProcessBuilder command(NotebookFolder folder, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(line).directory(folder.notebooks().toFile());
    process.environment().put("JUPYTER_PATH", folder.jupyter().toString());
    process.environment().put("JUPYTER_DATA_DIR", folder.jupyter().toString());
    process.environment().put("JUPYTER_CONFIG_DIR", folder.jupyter().resolve("config").toString());
    process.environment().put("JUPYTER_RUNTIME_DIR", folder.jupyter().resolve("run").toString());
    process.environment().put("IPYTHONDIR", folder.jupyter().resolve("ipython").toString());
    return process;
  }
}
