package io.lepton.lake.lock;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * Who holds a lock. Nothing of it is secret: a command line's values are left out.
 *
 * @param host its machine
 * @param pid its process there
 * @param command what it does, such as {@code lepton train}
 * @param startedAt since when, ISO-8601 UTC, by its own clock
 */
public record LockOwner(String host, long pid, String command, String startedAt) {
  /** Who made a file that is not whole. */
  static final LockOwner UNKNOWN = new LockOwner("?", 0, "?", "?");

  /** Checks that nothing is missing. */
  public LockOwner {
    requireNonNull(host, "host");
    requireNonNull(command, "command");
    requireNonNull(startedAt, "startedAt");
  }

  /** This process. */
  public static LockOwner here(String command, Clock clock) {
    return new LockOwner(
        machine(),
        ProcessHandle.current().pid(),
        command,
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Whether it was a process of this machine that is no more: nobody waits for the dead. */
  boolean isGone() {
    return host.equals(machine()) && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // a machine without a name
    }
  }

  /** For messages. */
  String described() {
    return "'%s' (host %s, process %d, since %s)".formatted(command, host, pid, startedAt);
  }
}
