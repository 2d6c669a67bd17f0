package io.lepton.lake.lock;

import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Lake;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Keeps other jobs away from a scope of a lake until it is closed, or until its process has been
 * silent for so long that somebody breaks it. Readers and streams ask nobody. What keeps data whole
 * are the tables' own commits; a lock keeps two jobs from doing the same work twice. It is as
 * atomic as the file system's making of a new file.
 */
public final class JobLock implements AutoCloseable {
  static final String FOLDER = "_locks";

  private final LockFolder claims;
  private final int number;
  private final ScheduledExecutorService clock;
  private final ScheduledFuture<?> beats;

  private JobLock(LockFolder claims, int number, LockConfig config, Consumer<String> news) {
    this.claims = claims;
    this.number = number;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "lepton-lock");
              thread.setDaemon(true);
              return thread;
            });
    long pause = config.heartbeat().toMillis();
    this.beats = clock.scheduleAtFixedRate(() -> beat(news), pause, pause, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lock of a scope.
   *
   * @param news is told of a lock that was broken, and of this one if somebody breaks it
   * @throws PipelineException of kind BUSY if another job is at work
   */
  public static JobLock take(
      Lake lake, LockScope scope, LockOwner owner, LockConfig config, Consumer<String> news) {
    Path folder = lake.folder(FOLDER);
    try {
      return take(
          new Place(
              folder.getFileSystem(lake.session().sparkContext().hadoopConfiguration()), folder),
          scope,
          owner,
          config,
          news);
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot lock %s in '%s': %s (expected: a folder that can be written)."
              .formatted(scope.described(), folder, e.getMessage()),
          e);
    }
  }

  /** Where locks are. */
  record Place(FileSystem files, Path folder) {
    LockFolder of(LockScope scope) {
      return new LockFolder(files, new Path(folder, scope.name()));
    }

    /** The scopes that anybody has ever claimed. */
    List<LockScope> scopes() throws IOException {
      List<LockScope> scopes = new ArrayList<>();
      for (FileStatus status : files.listStatus(folder)) {
        scopes.add(new LockScope(status.getPath().getName()));
      }
      return scopes;
    }
  }

  static JobLock take(
      Place place, LockScope scope, LockOwner owner, LockConfig config, Consumer<String> news)
      throws IOException {
    LockFolder claims = place.of(scope);
    Optional<LockFolder.Claim> before = claims.held();
    if (before.isPresent()) {
      requireStale(before.get(), scope, owner, config);
      news.accept(broken(before.get(), scope));
    }
    // the number that follows what was looked at: if anybody was faster it is gone
    int number = before.map(LockFolder.Claim::number).orElse(claims.last()) + 1;
    if (!claims.claim(number, owner)) {
      throw busy(claims.held(), scope, owner, config);
    }
    claims.clear(number);
    try {
      // Both say that they are here before they look around, so that one of them sees the other.
      for (LockScope other : place.scopes()) {
        Optional<LockFolder.Claim> held =
            scope.equals(other) || !scope.excludes(other)
                ? Optional.empty()
                : place.of(other).held();
        if (held.isPresent()) {
          requireStale(held.get(), other, owner, config);
        }
      }
    } catch (PipelineException e) {
      claims.release(number);
      throw e;
    }
    return new JobLock(claims, number, config, news);
  }

  private static void requireStale(
      LockFolder.Claim claim, LockScope scope, LockOwner owner, LockConfig config) {
    if (!claim.owner().isGone() && claim.silence().compareTo(config.staleAfter()) < 0) {
      throw busy(Optional.of(claim), scope, owner, config);
    }
  }

  private static PipelineException busy(
      Optional<LockFolder.Claim> claim, LockScope scope, LockOwner owner, LockConfig config) {
    return new PipelineException(
        PipelineException.Kind.BUSY,
        "Cannot run '%s': %s is at work on %s, last heard of %d s ago (expected: no other job). Wait until it is done; if its machine was lost, its lock is void after %d s of silence (lake.locks.stale-after)."
            .formatted(
                owner.command(),
                claim.map(LockFolder.Claim::owner).orElse(LockOwner.UNKNOWN).described(),
                scope.described(),
                claim.map(LockFolder.Claim::silence).orElse(Duration.ZERO).toSeconds(),
                config.staleAfter().toSeconds()));
  }

  private static String broken(LockFolder.Claim claim, LockScope scope) {
    return "The lock of %s on %s is broken: it was last heard of %d s ago."
        .formatted(claim.owner().described(), scope.described(), claim.silence().toSeconds());
  }

  private void beat(Consumer<String> news) {
    try {
      int last = claims.last();
      if (last > number) {
        news.accept(
            "Somebody broke this job's lock, for it was silent too long; what it writes is whole,"
                + " but may be done twice.");
        beats.cancel(false);
      } else {
        claims.beat(number);
      }
    } catch (IOException e) {
      // the next beat may get through; if none does, the lock is broken in time
      news.accept("This job's lock cannot be renewed: " + e.getMessage());
    }
  }

  /** Lets the next one in. */
  @Override
  public void close() {
    clock.shutdownNow();
    try {
      if (claims.last() == number) {
        claims.release(number);
      }
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot give a lock back: %s (expected: a folder that can be written). It is void after lake.locks.stale-after."
              .formatted(e.getMessage()),
          e);
    }
  }
}
