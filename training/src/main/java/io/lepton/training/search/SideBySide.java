package io.lepton.training.search;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Works on a few things at a time, and begins no more of them after an instant.
 *
 * @param threads how many at a time
 * @param clock tells the time
 * @param end when nothing more begins
 */
public record SideBySide(int threads, Clock clock, Instant end) {
  /** Checks that there is a thread. */
  public SideBySide {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: %d (expected: > 0)".formatted(threads));
    }
    requireNonNull(clock, "clock");
    requireNonNull(end, "end");
  }

  /**
   * Works on as many as there is time for; returns when all that has begun is done.
   *
   * @param done takes each result as it comes, on the thread of the caller
   * @throws RuntimeException what one of them threw; the others are interrupted
   */
  <T, R> void run(List<T> things, Function<T, R> work, Consumer<R> done) {
    ExecutorService pool = Executors.newFixedThreadPool(threads, SideBySide::daemon);
    ExecutorCompletionService<R> results = new ExecutorCompletionService<>(pool);
    Set<Future<R>> running = new HashSet<>();
    Iterator<T> waiting = things.iterator();
    try {
      while (true) {
        while (running.size() < threads && waiting.hasNext() && clock.instant().isBefore(end)) {
          T next = waiting.next();
          running.add(results.submit(() -> work.apply(next)));
        }
        if (running.isEmpty()) {
          return;
        }
        Future<R> finished = results.take();
        running.remove(finished);
        done.accept(finished.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trials were running", e);
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "trial");
    thread.setDaemon(true); // a command that fails ends without waiting for the other trials
    return thread;
  }
}
