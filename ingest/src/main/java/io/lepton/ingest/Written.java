package io.lepton.ingest;

import io.lepton.ingest.payload.FieldSpec;
import io.lepton.lake.table.NewFile;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a task has done with its messages. Of each table there is at most one file.
 *
 * @param state whether it could do its work
 * @param counts by source
 * @param bronze messages as they came
 * @param quarantine messages rejected
 * @param silver readings
 * @param newestMicros Kafka's time of the youngest message, in microseconds since 1970 UTC
 * @param newFields fields for which silver must gain columns first
 */
record Written(
    State state,
    Map<String, PartitionCounts> counts,
    List<NewFile> bronze,
    List<NewFile> quarantine,
    List<NewFile> silver,
    long newestMicros,
    List<FieldSpec> newFields)
    implements Serializable {
  /** Stands for the time where there is no message. */
  static final long NO_MESSAGE = Long.MIN_VALUE;

  /** Whether a task could do its work. */
  enum State {
    /** Its files hold everything. */
    DONE,
    /** It has missed commits and has done nothing. */
    BEHIND,
    /** It has met fields that silver has no columns for; its files are to be forgotten. */
    NEW_FIELDS
  }

  static Written behind() {
    return nothing(State.BEHIND, List.of());
  }

  static Written newFields(List<FieldSpec> fields) {
    return nothing(State.NEW_FIELDS, fields);
  }

  private static Written nothing(State state, List<FieldSpec> fields) {
    return new Written(state, Map.of(), List.of(), List.of(), List.of(), NO_MESSAGE, fields);
  }
}
