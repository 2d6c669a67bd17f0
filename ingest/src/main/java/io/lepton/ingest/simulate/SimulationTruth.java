package io.lepton.ingest.simulate;

import static java.util.Objects.requireNonNull;

import io.lepton.ingest.simulate.Outgoing.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a pipeline must find in the messages handed out so far, and what is true of the devices.
 *
 * <p>Always {@code telemetrySent() == rows() + duplicates() + quarantinedInAll()}. Counts grow
 * while messages are taken; not safe for use by several threads.
 */
public final class SimulationTruth {
  private final Duration allowedLateness;
  private final Map<String, DeviceTruth> devices = new LinkedHashMap<>();
  private final Map<String, Instant> newest = new HashMap<>();
  private final SortedMap<String, Long> quarantined = new TreeMap<>();
  private long rows;
  private long duplicates;
  private long lateRows;
  private long dropped;
  private long missingValues;
  private long events;

  SimulationTruth(Duration allowedLateness) {
    this.allowedLateness = allowedLateness;
  }

  /** Telemetry messages handed out, whatever became of them. */
  public long telemetrySent() {
    return rows + duplicates + quarantinedInAll();
  }

  /** Good readings handed out, each counted once: the rows to expect in silver. */
  public long rows() {
    return rows;
  }

  /** Messages that repeat an earlier one byte by byte. */
  public long duplicates() {
    return duplicates;
  }

  /**
   * Rows handed out after a good reading of the same device whose event time is later by more than
   * the allowed lateness; part of {@link #rows()}.
   */
  public long lateRows() {
    return lateRows;
  }

  /** Messages that cannot become a row. */
  public long quarantinedInAll() {
    return quarantined.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Messages that cannot become a row, by reason; a copy. */
  public SortedMap<String, Long> quarantined() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(quarantined));
  }

  /** Readings that were never sent. */
  public long dropped() {
    return dropped;
  }

  /** Values that are null in {@link #rows()}. */
  public long missingValues() {
    return missingValues;
  }

  /** Failure events handed out. */
  public long events() {
    return events;
  }

  /** All devices by id, in order of their numbers, those that have not failed yet included. */
  public Map<String, DeviceTruth> devices() {
    return Collections.unmodifiableMap(devices);
  }

  /** What is true of one device; empty if it is not of this fleet. */
  public Optional<DeviceTruth> device(String id) {
    return Optional.ofNullable(devices.get(requireNonNull(id, "id")));
  }

  /** Counts and devices as one JSON object. */
  public String toJson() {
    StringBuilder json = new StringBuilder("{");
    json.append("\"telemetry_sent\":").append(telemetrySent());
    json.append(",\"rows\":").append(rows);
    json.append(",\"duplicates\":").append(duplicates);
    json.append(",\"late_rows\":").append(lateRows);
    json.append(",\"dropped\":").append(dropped);
    json.append(",\"missing_values\":").append(missingValues);
    json.append(",\"events\":").append(events);
    json.append(",\"quarantined\":{");
    String comma = "";
    for (Map.Entry<String, Long> entry : quarantined.entrySet()) {
      json.append(comma).append('"').append(entry.getKey()).append("\":").append(entry.getValue());
      comma = ",";
    }
    json.append("},\"devices\":[");
    comma = "";
    for (DeviceTruth device : devices.values()) {
      json.append(comma).append(json(device));
      comma = ",";
    }
    return json.append("]}").toString();
  }

  void add(DeviceTruth device) {
    devices.put(device.device(), device);
  }

  void countDropped() {
    dropped++;
  }

  void count(Outgoing outgoing) {
    switch (outgoing.kind()) {
      case GOOD, GOOD_WITH_GAP -> countRow(outgoing);
      case DUPLICATE -> duplicates++;
      case BROKEN -> quarantined.merge(outgoing.reason(), 1L, Long::sum);
      case EVENT -> events++;
    }
  }

  private void countRow(Outgoing outgoing) {
    rows++;
    if (outgoing.kind() == Kind.GOOD_WITH_GAP) {
      missingValues++;
    }
    Instant time = outgoing.time();
    Instant before = newest.getOrDefault(outgoing.message().key(), time);
    if (before.isAfter(time.plus(allowedLateness))) {
      lateRows++;
    }
    newest.put(outgoing.message().key(), before.isAfter(time) ? before : time);
  }

  private static String json(DeviceTruth truth) {
    return ("{\"device\":\"%s\",\"mode\":\"%s\",\"onset_cycle\":%d,"
            + "\"failure_cycle\":%d,\"failure_time\":\"%s\"}")
        .formatted(
            truth.device(),
            truth.mode().id(),
            truth.onsetCycle(),
            truth.failureCycle(),
            truth.failureTime());
  }
}
