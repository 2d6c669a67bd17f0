package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Somebody else's server as a process of its own, which ends with the test. */
record Server(Process process, Path log) implements AutoCloseable {
  private static final String[] OPENINGS = {
    "java.base/java.lang", "java.base/java.util", "java.base/java.net", "java.base/java.nio"
  };

  /**
   * Starts it and waits until it answers.
   *
   * @param line what stands behind {@code java}
   */
  static Server start(Path folder, String name, List<String> line, Callable<Boolean> answers)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opening : OPENINGS) {
      command.add("--add-opens=" + opening + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(line);
    Path log = folder.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Server server = new Server(process, log);
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .failFast(() -> assertThat(process.isAlive()).as(Files.readString(log)).isTrue())
        .until(answers);
    return server;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
