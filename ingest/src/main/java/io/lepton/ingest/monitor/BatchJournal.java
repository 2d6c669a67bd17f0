package io.lepton.ingest.monitor;

import io.lepton.ingest.monitor.BatchTable.Line;
import io.lepton.lake.table.Lake;
import io.lepton.lake.table.NewFile;
import io.lepton.lake.table.OvertakenException;
import io.lepton.lake.table.TableAppender;
import io.lepton.lake.table.TableFileWriter;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.WriteIdentity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Writes a row per micro-batch to the table of micro-batches: in groups, on a thread of its own,
 * one commit per pause at most and one at the end, also when the process is told to stop.
 *
 * <p>It is for people to look at: a killed process loses the rows since the last commit, while
 * silver's own commits hold the counts of every micro-batch. Failures in a row are one warning; the
 * rows wait, 10,000 of them at most.
 */
final class BatchJournal implements AutoCloseable {
  private static final int MOST_WAITING = 10_000;
  private static final long PATIENCE_SECONDS = 60;

  /** Before Spark's own hook, which ends the session. */
  private static final int HOOK_PRIORITY = 100;

  private final Lake lake;
  private final TableId id;
  private final Consumer<String> warnings;
  private final ScheduledExecutorService writing = Threads.one("lepton-ingest-batches");
  private final ScheduledFuture<?> rhythm;
  private final Runnable hook = this::flush;
  private final Deque<Line> waiting = new ArrayDeque<>();
  private final String run = UUID.randomUUID().toString();
  private Optional<TableAppender> table = Optional.empty();
  private long commits;
  private boolean warned;

  /** Does not touch the table before there is a row. */
  BatchJournal(Lake lake, TableId id, Duration pause, Consumer<String> warnings) {
    this.lake = lake;
    this.id = id;
    this.warnings = warnings;
    this.rhythm =
        writing.scheduleWithFixedDelay(
            this::flush, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    ShutdownHookManager.get().addShutdownHook(hook, HOOK_PRIORITY);
  }

  /** Has a row written later. */
  void add(Line line) {
    synchronized (waiting) {
      waiting.addLast(line);
      bound();
    }
  }

  private void bound() {
    while (waiting.size() > MOST_WAITING) {
      waiting.removeFirst();
    }
  }

  private synchronized void flush() {
    List<Line> lines;
    synchronized (waiting) {
      lines = new ArrayList<>(waiting);
      waiting.clear();
    }
    if (lines.isEmpty()) {
      return;
    }
    try {
      write(lines);
      warned = false;
    } catch (Exception e) {
      // Delta is Scala: it throws checked exceptions that no signature names.
      again(lines);
      table = Optional.empty();
      if (!warned) {
        warnings.accept(
            "Cannot write %s: %s. Ingest goes on; the rows are written when it works again."
                .formatted(id, e.getMessage()));
      }
      warned = true;
    }
  }

  private void again(List<Line> lines) {
    synchronized (waiting) {
      for (int i = lines.size() - 1; i >= 0; i--) {
        waiting.addFirst(lines.get(i));
      }
      bound();
    }
  }

  private void write(List<Line> lines) throws OvertakenException {
    TableAppender open = table.orElseGet(() -> lake.open(BatchTable.spec(id)).appender());
    table = Optional.of(open);
    try (TableFileWriter file = open.files().create()) {
      BatchTable.write(file, open.files().columns(), lines);
      List<NewFile> files = file.finish().stream().toList();
      open.commit(files, Map.of(), new WriteIdentity("monitor-" + run, commits), "");
      commits++;
    }
  }

  /** Writes what is left; waits a minute at most. */
  @Override
  public void close() {
    rhythm.cancel(false);
    writing.execute(this::flush);
    Threads.drain(writing, PATIENCE_SECONDS);
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}
