package io.lepton.ingest.recent;

import java.io.Serializable;
import java.util.List;

/**
 * Up to where a task's memory of the table must reach before the task may start.
 *
 * @param run identity of the running ingest; another run starts afresh
 * @param epoch how many commits of silver this run has made
 * @param committed files of the newest of these commits
 * @param history every file that holds readings within the horizon, at this epoch; null unless a
 *     task has said that it needs them
 */
public record Following(String run, long epoch, List<String> committed, List<String> history)
    implements Serializable {
  /** The same for a task that has fallen behind. */
  public Following with(List<String> everything) {
    return new Following(run, epoch, committed, everything);
  }
}
