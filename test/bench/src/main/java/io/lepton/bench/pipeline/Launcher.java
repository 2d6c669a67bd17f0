package io.lepton.bench.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands of this checkout, each a process of its own, always for the same pipeline. */
final class Launcher {
  private static final int STOPS_WITHIN_SECONDS = 60;

  /** The heap that 'lepton' has by default. */
  static final String MEMORY = "3g";

  private final Path conf;
  private final Path logs;
  private final String memory;

  /**
   * A launcher.
   *
   * @param conf the pipeline's file
   * @param logs a folder for what the commands say
   * @param memory the heap of each process, such as {@code 1g}
   */
  Launcher(Path conf, Path logs, String memory) {
    this.conf = conf;
    this.logs = logs;
    this.memory = memory;
  }

  /** For a pipeline whose lake and logs are to be in a folder, which must be new. */
  static Launcher of(Path conf, Path folder) throws IOException {
    if (Files.exists(folder)) {
      throw new IllegalArgumentException(folder + " is there (expected: a new folder)");
    }
    Path base = Files.createDirectories(folder).toAbsolutePath();
    String text =
        """
        include required(file("%s"))
        lake.root = "%s"
        """
            .formatted(conf.toAbsolutePath(), base.resolve("lake"));
    Path own = Files.writeString(base.resolve(conf.getFileName()), text);
    return new Launcher(own, base, MEMORY);
  }

  private static Path home() {
    return Path.of(System.getProperty("lepton.home", "."));
  }

  /** Runs a command to its end; what it printed. */
  String run(String command, String... arguments) throws IOException, InterruptedException {
    Path log = logs.resolve(command + ".log");
    Path out = logs.resolve(command + ".out");
    Process process = process(log, out, command, arguments).start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "lepton %s ended with %d: %s".formatted(command, code, Files.readString(log)));
    }
    return Files.readString(out);
  }

  /** Starts a command that goes on; all it says is added to its log. */
  Process start(String command, String... arguments) throws IOException {
    Path log = logs.resolve(command + ".log");
    return process(log, log, command, arguments).start();
  }

  /** Asks a process to end, and kills it if it does not. */
  static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private ProcessBuilder process(Path log, Path out, String command, String... arguments) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(home().resolve("lepton").toString(), command, conf.toString()));
    line.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("LEPTON_MEMORY", memory);
    builder.environment().put("LEPTON_LOG", logs.resolve(command + ".spark.log").toString());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.redirectOutput(
        log.equals(out)
            ? ProcessBuilder.Redirect.appendTo(out.toFile())
            : ProcessBuilder.Redirect.to(out.toFile()));
  }
}
