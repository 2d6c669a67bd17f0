package io.lepton.jobs.cluster;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that outlives the one that started it. Its file holds its number and when it was
 * started, so that another process that has got the number since is not taken for it.
 *
 * @param name what it is called in messages and files
 * @param folder where its file and its log are
 */
record Daemon(String name, Path folder) {
  private static final int POLL_MILLIS = 50;
  private static final int STOP_SECONDS = 10;

  Path log() {
    return folder.resolve(name + ".log");
  }

  private Path file() {
    return folder.resolve(name + ".pid");
  }

  /** The process, if it lives. */
  Optional<ProcessHandle> process() {
    try {
      if (!Files.exists(file())) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(file());
      if (lines.size() < 2) {
        return Optional.empty();
      }
      return ProcessHandle.of(Long.parseLong(lines.get(0)))
          .filter(ProcessHandle::isAlive)
          .filter(found -> started(found).equals(lines.get(1)));
    } catch (IOException | NumberFormatException e) {
      throw unusable(e);
    }
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  /**
   * Starts it and returns when its log says that it works.
   *
   * @param sign what the log says then
   * @throws PipelineException if it ends before, or takes too long
   */
  void start(List<String> command, Map<String, String> environment, String sign, int seconds) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    try {
      Files.deleteIfExists(log());
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(log().toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      Files.write(file(), List.of(String.valueOf(process.pid()), started(process.toHandle())));
      await(process, sign, seconds);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void await(Process process, String sign, int seconds) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (!Files.readString(log()).contains(sign)) {
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw notStarted("it ended with status " + process.exitValue());
        }
        if (System.nanoTime() > deadline) {
          process.destroyForcibly();
          throw notStarted("no '%s' in its log after %d seconds".formatted(sign, seconds));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw notStarted("interrupted");
    }
  }

  /** Ends it, if it lives, and forgets it. */
  void stop() {
    process().ifPresent(Daemon::end);
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static void end(ProcessHandle process) {
    List<ProcessHandle> children = process.descendants().toList();
    try {
      if (process.destroy()) {
        process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private PipelineException notStarted(String found) {
    return PipelineException.outside(
        "Cannot start %s: %s (expected: a Spark process that stays). Read '%s'."
            .formatted(name, found, log()),
        null);
  }

  private PipelineException unusable(Exception e) {
    return PipelineException.outside(
        "Cannot use '%s': %s (expected: a folder of process files and logs that can be written). Check its permissions or choose another with --directory."
            .formatted(folder, e),
        e);
  }
}
