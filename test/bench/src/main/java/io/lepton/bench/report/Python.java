package io.lepton.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Peers that are scripts in Python; each prints one number. */
public final class Python {
  @Option(
      names = "--python",
      paramLabel = "COMMAND",
      description =
          "A Python interpreter; peers whose libraries it lacks do not take part (${DEFAULT-VALUE}).")
  private String command = "/usr/bin/python3";

  /**
   * Whether the interpreter has a library; says so if not.
   *
   * @param library as it is imported
   * @param debian Debian's package
   */
  public boolean has(String library, String debian) {
    try {
      if (run(List.of("-c", "import " + library), ProcessBuilder.Redirect.DISCARD).code == 0) {
        return true;
      }
    } catch (IOException e) {
      // there is no such interpreter, which comes to the same
    }
    System.out.printf(
        "Without %s: '%s' has none (on Debian: apt install %s).%n", library, command, debian);
    return false;
  }

  /** Runs a script that lies beside a class; the number that it prints. */
  public double number(Class<?> beside, String script, String... arguments) throws IOException {
    Path file = Files.createTempFile("lepton-bench", ".py");
    try (InputStream source = beside.getResourceAsStream(script)) {
      Files.write(file, source.readAllBytes());
      List<String> all = new ArrayList<>(List.of(file.toString()));
      all.addAll(List.of(arguments));
      Ended ended = run(all, ProcessBuilder.Redirect.INHERIT);
      if (ended.code != 0) {
        throw new IOException("%s ended with %d".formatted(script, ended.code));
      }
      return Double.parseDouble(ended.printed.strip());
    } finally {
      Files.delete(file);
    }
  }

  private record Ended(int code, String printed) {}

  private Ended run(List<String> arguments, ProcessBuilder.Redirect errors) throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(arguments);
    Process process = new ProcessBuilder(all).redirectError(errors).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Ended(process.waitFor(), printed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while '" + command + "' ran", e);
    }
  }
}
