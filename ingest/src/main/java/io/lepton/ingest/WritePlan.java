package io.lepton.ingest;

import io.lepton.ingest.recent.Following;
import io.lepton.lake.table.TableFiles;
import java.io.Serializable;
import java.util.Map;

/**
 * What tasks need to take the messages of a micro-batch.
 *
 * @param topic what the messages look like
 * @param ranges the offsets of the micro-batch, by source
 * @param bronze where messages go as they came
 * @param quarantine where rejected ones go
 * @param silver where readings go
 * @param following what must be known of silver first
 * @param ingestMicros when the micro-batch was read, in microseconds since 1970 UTC
 */
record WritePlan(
    TopicConfig topic,
    Map<String, OffsetRange> ranges,
    Target bronze,
    Target quarantine,
    Target silver,
    Following following,
    long ingestMicros)
    implements Serializable {

  /**
   * A table as a task needs it.
   *
   * @param files where it is
   * @param positions the offset that the table takes next, by source; what comes before is there
   */
  record Target(TableFiles files, Map<String, Long> positions) implements Serializable {
    /** The first offset of a source that the table does not have. */
    long next(String source) {
      return positions.getOrDefault(source, 0L);
    }
  }

  /** The same, with all that a task may have missed. */
  WritePlan with(Following other) {
    return new WritePlan(topic, ranges, bronze, quarantine, silver, other, ingestMicros);
  }
}
