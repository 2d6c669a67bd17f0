package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.JobCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs commands of Lepton as a user does, in this JVM, always with the same overrides. */
final class Lepton {
  private final List<String> always;

  private Lepton(List<String> always) {
    this.always = always;
  }

  /** What a command printed, and how it ended. */
  record Outcome(int exitCode, String out, String err) {
    /** What it printed; fails if it did not end well. */
    String printed() {
      assertThat(exitCode).as(err).isZero();
      return out.strip();
    }
  }

  static Lepton with(String... overrides) {
    List<String> always = new ArrayList<>();
    for (String override : overrides) {
      always.add("--set");
      always.add(override);
    }
    return new Lepton(always);
  }

  static Path conf(String name) {
    return Path.of(System.getProperty("lepton.root"), "conf", name);
  }

  Outcome run(String command, Path conf, String... args) {
    List<String> line = new ArrayList<>(List.of(command, conf.toString()));
    line.addAll(Arrays.asList(args));
    line.addAll(always);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        JobCli.execute(new PrintWriter(out), new PrintWriter(err), line.toArray(new String[0]));
    return new Outcome(code, out.toString(), err.toString());
  }

  /** A command as a process of its own, which writes to a file all that it says. */
  Process start(Path log, String command, Path conf, String... args) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElse("java"));
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), JobCli.class.getName()));
    line.addAll(List.of(command, conf.toString()));
    line.addAll(Arrays.asList(args));
    line.addAll(always);
    return new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Commits of a table, as its log has them. */
  static long commits(Path table) throws IOException {
    Path log = table.resolve("_delta_log");
    if (!Files.exists(log)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(log)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  /** The only number in the answer to a query. */
  long count(Path conf, String query) {
    String table = run("sql", conf, query).printed();
    return Long.parseLong(table.lines().toList().get(3).replaceAll("[^0-9]", ""));
  }
}
