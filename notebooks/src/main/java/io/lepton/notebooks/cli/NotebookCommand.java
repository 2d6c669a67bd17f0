package io.lepton.notebooks.cli;

import io.lepton.jobs.JobCli;
import io.lepton.lake.PipelineException;
import io.lepton.notebooks.zeppelin.ZeppelinFolder;
import io.lepton.notebooks.zeppelin.ZeppelinNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets Jupyter up with a Java kernel for a lake, and starts it. */
@Command(
    mixinStandardHelpOptions = true,
    name = "notebook",
    description = {
      "Explore a lake in Jupyter: Java with spark, lake, features, models, plots and sql at hand.",
      "",
      "Notebooks only read; ingest and training may go on. Needs Debian's packages",
      "jupyter-notebook, jupyter-nbconvert and python3-ipykernel."
    },
    footer = {
      "",
      "Without --conf, the pipeline's file is that of the environment variable LEPTON_CONF,",
      "or else the lake is that of the newest demo.",
      "",
      "Examples:",
      "  lepton demo --quick && lepton notebook",
      "  lepton notebook --conf conf/plant.conf --no-browser --port 8899",
      "  lepton notebook --conf conf/turbofan.conf --set lake.root=/data/lake ~/notebooks",
      "  lepton notebook --conf conf/plant.conf --zeppelin /opt/zeppelin"
    })
public final class NotebookCommand implements Callable<Integer>, JobCli.Addition {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--no-browser", description = "Print the address, open no browser.")
  private boolean quiet;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8888",
      description =
          "Where Jupyter listens on this machine, or the next free one (${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--conf", paramLabel = "CONF", description = "The pipeline's file.")
  private Path conf;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Another value for a key of the file; may be given more than once.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--zeppelin",
      paramLabel = "HOME",
      description =
          "Start nothing; give the Zeppelin installed there an interpreter 'lepton' and the"
              + " notebooks as notes.")
  private Path zeppelin;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".notebook",
      description =
          "Where your notebooks are; Lepton's own are put there if missing (${DEFAULT-VALUE}).")
  private Path folder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> settings = new ArrayList<>();
    overrides.forEach((key, value) -> settings.add(key + "=" + value));
    if (zeppelin != null) {
      return prepared(new ZeppelinFolder(zeppelin.toAbsolutePath().normalize()), settings);
    }
    Jupyter jupyter = Jupyter.find(System.getenv().getOrDefault("PATH", ""));
    NotebookFolder notebooks = new NotebookFolder(folder.toAbsolutePath().normalize());
    notebooks.prepare(file(settings), settings);
    say("Notebooks in " + notebooks.notebooks());
    Process server = jupyter.command(notebooks, arguments()).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
    return server.waitFor() == 0 ? 0 : PipelineException.Kind.OUTSIDE.exitCode();
  }

  private int prepared(ZeppelinFolder installed, List<String> settings) throws IOException {
    Path file = file(settings);
    settings.add(0, file.toString());
    prepare(installed, settings);
    say("Interpreter in " + installed.interpreter());
    say("Notes in " + installed.notes() + "; restart Zeppelin to see them");
    return 0;
  }

  /**
   * Gives a Zeppelin the interpreter and the notes.
   *
   * @param settings the pipeline's file and overrides of it
   */
  public static void prepare(ZeppelinFolder installed, List<String> settings) throws IOException {
    List<String> jvm =
        new ArrayList<>(KernelJvm.line(installed.interpreter().resolve("kernel.log")));
    jvm.addAll(List.of("-cp", KernelJvm.classPath()));
    List<ZeppelinNote> notes = new ArrayList<>();
    for (String name : NotebookFolder.BROUGHT) {
      notes.add(ZeppelinNote.of(name, NotebookFolder.brought(name)));
    }
    installed.prepare(jvm, KernelJvm.ENVIRONMENT, settings, notes);
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private List<String> arguments() {
    List<String> line = new ArrayList<>(List.of("notebook", "--ip=127.0.0.1", "--port=" + port));
    if (System.getProperty("user.name").equals("root")) {
      line.add("--allow-root"); // it listens on loopback, and asks for a token
    }
    if (quiet) {
      line.add("--no-browser");
    }
    return line;
  }

  /** The pipeline's file; a demo's lake is added to the settings. */
  private Path file(List<String> settings) {
    Optional<Path> named =
        Optional.ofNullable(conf)
            .or(() -> Optional.ofNullable(System.getenv("LEPTON_CONF")).map(Path::of));
    if (named.isPresent()) {
      Path file = named.get().toAbsolutePath();
      if (!Files.isRegularFile(file)) {
        throw PipelineException.config(
            "Cannot read '%s': there is no such file (expected: a pipeline's file, such as conf/turbofan.conf)."
                .formatted(file));
      }
      return file;
    }
    if (!overrides.containsKey("lake.root")) {
      settings.add("lake.root=" + newestDemo(Path.of("lepton-demo")));
    }
    return Path.of(System.getProperty("lepton.home", "."), "conf", "turbofan.conf")
        .toAbsolutePath();
  }

  /** The lake of the newest demo; demos are named by their time. */
  static Path newestDemo(Path demos) {
    return lakes(demos).stream()
        .max(Comparator.naturalOrder())
        .orElseThrow(
            () ->
                PipelineException.config(
                    "Cannot choose a lake: no file is named, and there is no demo in '%s' (expected: --conf, LEPTON_CONF, or a demo). Run 'lepton demo --quick' first, or name a file."
                        .formatted(demos)))
        .toAbsolutePath();
  }

  private static List<Path> lakes(Path demos) {
    if (!Files.isDirectory(demos)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(demos)) {
      return found.map(demo -> demo.resolve("lake")).filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot look for demos in '%s': %s (expected: a folder that can be read)."
              .formatted(demos, e.getMessage()),
          e);
    }
  }
}
