package io.lepton.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a silver commit of ingest carries, so that the table itself can say what it holds and why.
 *
 * @param query the streaming query, or the import
 * @param batch its micro-batch
 * @param counts what became of the messages of this commit
 * @param lost offsets that were gone before they could be read, and whose loss somebody accepted:
 *     half-open ranges by source
 */
public record IngestNote(
    String query, long batch, BatchCounts counts, Map<String, OffsetRange> lost) {
  /** The query of a note whose counts are absolute: silver was rebuilt, notes before are void. */
  public static final String REBUILT = "replay";

  /** The query of a note whose messages had been counted as quarantined before. */
  public static final String QUARANTINE_REPLAYED = "quarantine-replay";

  /** The query of a note whose messages have been taken out: its counts are below zero. */
  public static final String ERASED = "erase";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "ingest";

  /** Copies the map. */
  public IngestNote {
    lost = new TreeMap<>(lost);
  }

  /** As it stands in the commit. */
  public String json() {
    try {
      return JSON.writeValueAsString(Map.of(KEY, JSON.valueToTree(this)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts are plain numbers", e);
    }
  }

  /** The note of a commit, if it is one of ingest. */
  public static Optional<IngestNote> parse(String note) {
    try {
      JsonNode tree = JSON.readTree(note);
      return Optional.ofNullable(tree.get(KEY))
          .map(found -> JSON.convertValue(found, IngestNote.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
