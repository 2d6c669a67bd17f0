package io.lepton.e2e.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** The machine's cron with one crontab more; its own process where none runs. */
final class Cron implements AutoCloseable {
  private static final Path DAEMON = Path.of("/usr/sbin/cron");
  private static final Path CRONTABS = Path.of("/etc/cron.d");

  /** Before a minute's end cron may have read its crontabs already. */
  private static final int SECONDS_AHEAD = 5;

  private final Path crontab;
  private final Optional<Process> own;

  private Cron(Path crontab, Optional<Process> own) {
    this.crontab = crontab;
    this.own = own;
  }

  /** Whether there is one, and we may give it work. */
  static boolean isHere() {
    return Files.isExecutable(DAEMON) && Files.isWritable(CRONTABS);
  }

  static Cron start() throws IOException {
    boolean runs =
        ProcessHandle.allProcesses()
            .anyMatch(any -> any.info().command().filter(DAEMON.toString()::equals).isPresent());
    Process own = runs ? null : new ProcessBuilder(DAEMON.toString(), "-f").inheritIO().start();
    return new Cron(
        CRONTABS.resolve("lepton-" + ProcessHandle.current().pid()), Optional.ofNullable(own));
  }

  /**
   * Has it start commands in the minute that comes next.
   *
   * @param variables {@code NAME=value}
   */
  void nextMinute(List<String> variables, List<String> commands) throws IOException {
    String then = minute();
    StringBuilder text = new StringBuilder();
    variables.forEach(variable -> text.append(variable).append('\n'));
    for (String command : commands) {
      text.append("%s root %s%n".formatted(then, command));
    }
    // cron reads no crontab that others may write
    Path draft =
        Files.createTempFile(
            crontab.getParent(),
            ".lepton",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, text);
    Files.move(draft, crontab, StandardCopyOption.REPLACE_EXISTING);
  }

  /** In the machine's time zone, whatever that of this JVM is. */
  private static String minute() throws IOException {
    Process date =
        new ProcessBuilder("date", "-d", 60 + SECONDS_AHEAD + " seconds", "+%M %H * * *").start();
    return new String(date.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(crontab);
    own.ifPresent(
        cron -> {
          cron.descendants().forEach(ProcessHandle::destroyForcibly);
          cron.destroyForcibly();
        });
  }
}
