package io.lepton.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of the messages of one micro-batch, or of several. It travels in the silver commit,
 * so that the table itself can say what it holds: {@code read = silver + duplicates + quarantined}.
 *
 * @param read messages read
 * @param silver readings written to silver, late ones included
 * @param duplicates messages whose reading silver held already
 * @param late readings of silver that came out of order
 * @param quarantined messages rejected, by reason code
 * @param offsets half-open ranges of offsets, {@code topic-partition} to {@code [from, until)}
 */
public record BatchCounts(
    long read,
    long silver,
    long duplicates,
    long late,
    Map<String, Long> quarantined,
    @JsonProperty("offsets") Map<String, OffsetRange> offsets) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Offsets of one partition.
   *
   * @param from the first one
   * @param until one after the last one
   */
  public record OffsetRange(long from, long until) {
    OffsetRange and(OffsetRange other) {
      return new OffsetRange(Math.min(from, other.from), Math.max(until, other.until));
    }
  }

  /** Copies the maps. */
  public BatchCounts {
    quarantined = new TreeMap<>(quarantined);
    offsets = new TreeMap<>(offsets);
  }

  /** Nothing read yet. */
  public static BatchCounts none() {
    return new BatchCounts(0, 0, 0, 0, Map.of(), Map.of());
  }

  /** These and others together. */
  public BatchCounts plus(BatchCounts other) {
    Map<String, Long> reasons = new TreeMap<>(quarantined);
    other.quarantined.forEach((reason, n) -> reasons.merge(reason, n, Long::sum));
    Map<String, OffsetRange> ranges = new TreeMap<>(offsets);
    other.offsets.forEach((partition, range) -> ranges.merge(partition, range, OffsetRange::and));
    return new BatchCounts(
        read + other.read,
        silver + other.silver,
        duplicates + other.duplicates,
        late + other.late,
        reasons,
        ranges);
  }

  /** All messages rejected. */
  public long rejected() {
    return quarantined.values().stream().mapToLong(Long::longValue).sum();
  }

  String json() {
    try {
      return JSON.writeValueAsString(Map.of("ingest", this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts are plain numbers", e);
    }
  }

  /** The counts in a commit's note, if it is one of ingest. */
  static Optional<BatchCounts> parse(String note) {
    try {
      return Optional.ofNullable(JSON.readTree(note).get("ingest"))
          .map(tree -> JSON.convertValue(tree, BatchCounts.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
