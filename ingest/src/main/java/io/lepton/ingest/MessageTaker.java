package io.lepton.ingest;

import io.lepton.ingest.payload.FieldSpec;
import io.lepton.ingest.payload.PayloadDecoder;
import io.lepton.ingest.payload.PayloadSpec;
import io.lepton.ingest.payload.Reading;
import io.lepton.ingest.payload.Readings;
import io.lepton.ingest.payload.Reason;
import io.lepton.ingest.payload.RejectedException;
import io.lepton.ingest.payload.UnknownFields;
import io.lepton.ingest.recent.RecentReadings;
import io.lepton.ingest.recent.TaskReadings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;

/** Takes messages one by one to the files of one task. */
final class MessageTaker implements AutoCloseable {
  private final WritePlan plan;
  private final PayloadSpec payload;
  private final RecentReadings recent;
  private final TaskReadings readings;
  private final PayloadDecoder decoder;
  private final Readings decoded;
  private final MessageWriter bronze;
  private final MessageWriter quarantine;
  private final SilverWriter silver;
  private final LongReadings longReadings;
  private final NewFields newFields;
  private final Map<String, Tally> tallies = new HashMap<>();
  private final MessageRow message = new MessageRow();
  private Tally tally;
  private long bronzeNext;
  private long quarantineNext;
  private long silverNext;
  private long newestMicros = Written.NO_MESSAGE;

  MessageTaker(WritePlan plan, RecentReadings recent) {
    this.plan = plan;
    this.payload = plan.topic().payload();
    this.recent = recent;
    this.readings = recent.task();
    this.decoder = payload.format().decoder(payload);
    this.decoded = new Readings(payload);
    this.bronze = new MessageWriter(plan.bronze().files(), plan.ingestMicros());
    this.quarantine = new MessageWriter(plan.quarantine().files(), plan.ingestMicros());
    this.silver =
        new SilverWriter(
            plan.silver().files(),
            payload.fields(),
            new Coordinates(plan.silver().files().columns(), plan.ingestMicros()),
            plan.topic().arrival().allowedLateness(),
            readings);
    this.longReadings = new LongReadings(silver);
    this.newFields = new NewFields(Set.of(plan.silver().files().columns().fieldNames()));
  }

  /** The columns that tell readings of the same time apart; none where messages have all. */
  static List<String> channels(WritePlan plan) {
    PayloadSpec payload = plan.topic().payload();
    return payload.channel().isPresent()
        ? payload.fields().stream().map(FieldSpec::name).toList()
        : List.of();
  }

  void take(InternalRow row) {
    if (message.moveTo(row)) {
      String source = message.source();
      tally = tallies.computeIfAbsent(source, any -> new Tally());
      bronzeNext = plan.bronze().next(source);
      quarantineNext = plan.quarantine().next(source);
      silverNext = plan.silver().next(source);
    }
    long offset = message.offset();
    if (plan.topic().arrival().keepMessages() && offset >= Math.max(bronzeNext, silverNext)) {
      bronze.write(message);
    }
    // Silver is committed last: what it has, the others have.
    if (offset >= silverNext) {
      tally.message();
      newestMicros = Math.max(newestMicros, message.timeMicros());
      try {
        toSilver();
      } catch (RejectedException e) {
        tally.rejected(e.reason());
        if (offset >= quarantineNext) {
          quarantine.write(message, e);
        }
      }
    }
  }

  private void toSilver() throws RejectedException {
    byte[] value = message.value();
    if (value != null && value.length > plan.topic().arrival().maxMessageBytes()) {
      throw new RejectedException(
          Reason.TOO_LARGE,
          "%d bytes (expected: at most max-message-bytes = %d)"
              .formatted(value.length, plan.topic().arrival().maxMessageBytes()));
    }
    decoder.decode(value, decoded);
    decoded.check();
    if (payload.unknownFields() == UnknownFields.EVOLVE) {
      for (int i = 0; i < decoded.size(); i++) {
        newFields.add(decoded.get(i));
      }
    }
    boolean kept = false;
    for (int i = 0; i < decoded.size(); i++) {
      kept |= toSilver(decoded.get(i));
    }
    if (kept) {
      tally.kept();
    } else {
      tally.duplicate();
    }
  }

  private boolean toSilver(Reading reading) {
    Optional<Arrival> arrival;
    if (payload.channel().isPresent()) {
      if (reading.firstField() < 0 && reading.unknown().isEmpty()) {
        // Of a channel that is passed over, or without a value: there is nothing to write.
        return true;
      }
      arrival = silver.take(message, reading, channel(reading));
      arrival.ifPresent(taken -> longReadings.add(message, reading, taken, tally));
    } else {
      arrival = silver.write(message, reading);
      arrival.ifPresent(tally::reading);
    }
    return arrival.isPresent();
  }

  /** The number of the channel; below zero for one that the configuration does not name. */
  private static long channel(Reading reading) {
    int field = reading.firstField();
    if (field >= 0) {
      return field;
    }
    String name = reading.unknown().get(0).name();
    long hash = Long.MIN_VALUE;
    for (int i = 0; i < name.length(); i++) {
      hash = hash * 0x9E3779B97F4A7C15L + name.charAt(i);
    }
    return hash | Long.MIN_VALUE;
  }

  /** Ends the files. */
  Written finish() {
    if (!newFields.isEmpty()) {
      return Written.newFields(newFields.list());
    }
    longReadings.finish();
    Map<String, PartitionCounts> counts = new HashMap<>();
    plan.ranges()
        .forEach(
            (source, range) -> {
              if (tallies.containsKey(source)) {
                counts.put(source, tallies.get(source).counts(range));
              }
            });
    Written written =
        new Written(
            Written.State.DONE,
            counts,
            bronze.finish(),
            quarantine.finish(),
            silver.finish(),
            newestMicros,
            List.of());
    if (!written.silver().isEmpty()) {
      recent.park(silver.fileName(), readings);
    }
    return written;
  }

  @Override
  public void close() {
    bronze.close();
    quarantine.close();
    silver.close();
  }
}
