package io.lepton.ingest.monitor;

import io.lepton.ingest.BatchReport;
import io.lepton.ingest.Sources;
import io.lepton.ingest.kafka.GroupOffsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits the offsets of finished micro-batches to a consumer group, after the fact and on a thread
 * of its own. Failures in a row are one warning; what could not be committed goes with the next
 * commit.
 */
final class GroupCommits implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 15;

  private final GroupOffsets group;
  private final Consumer<String> warnings;
  private final ScheduledExecutorService committing = Threads.one("lepton-ingest-group");
  private final Map<TopicPartition, Long> due = new HashMap<>();
  private boolean failed;
  private boolean warned;

  /** Opens a client; does not wait for a broker. */
  GroupCommits(Map<String, String> clientOptions, String group, Consumer<String> warnings) {
    this.group = new GroupOffsets(clientOptions, group, this::failed);
    this.warnings = warnings;
  }

  /** Has the offsets committed soon. */
  void add(BatchReport report) {
    synchronized (due) {
      due.putAll(Sources.next(report.counts()));
    }
    committing.execute(this::commit);
  }

  /** On the committing thread alone. */
  private void commit() {
    Map<TopicPartition, Long> next;
    synchronized (due) {
      next = Map.copyOf(due);
      due.clear();
    }
    if (next.isEmpty()) {
      // gone with an earlier commit
      return;
    }
    failed = false;
    group.commit(next);
    if (failed) {
      synchronized (due) {
        next.forEach(due::putIfAbsent);
      }
    }
    warned = failed;
  }

  private void failed(String warning) {
    failed = true;
    if (!warned) {
      warnings.accept(warning);
    }
  }

  /** Waits for the last commit, 15 s at most. */
  @Override
  public void close() {
    Threads.drain(committing, PATIENCE_SECONDS);
    group.close();
  }
}
