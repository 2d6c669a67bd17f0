package io.lepton.ingest;

import io.lepton.ingest.payload.Reading;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Readings of one channel each, on their way to rows of one device and time. A row holds what came
 * in one micro-batch; a channel that comes in a later one makes another row of the same time.
 */
final class LongReadings {
  /** Rows that may be open at once; then the oldest is written. */
  private static final int OPEN = 10_000;

  private final SilverWriter silver;
  private final Map<Key, Row> open = new LinkedHashMap<>();

  LongReadings(SilverWriter silver) {
    this.silver = silver;
  }

  /** Adds a reading; a row is that of the first message it had a reading of. */
  void add(MessageRow message, Reading reading, Arrival arrival, Tally tally) {
    Row row = open.get(new Key(reading.device(), reading.timeMicros()));
    if (row != null) {
      row.reading.add(reading);
      return;
    }
    Reading first = reading.copy();
    first.sequence(message.offset());
    open.put(
        new Key(reading.device(), reading.timeMicros()), new Row(message.place(), first, arrival));
    tally.reading(arrival);
    if (open.size() > OPEN) {
      Iterator<Row> oldest = open.values().iterator();
      write(oldest.next());
      oldest.remove();
    }
  }

  /** Writes the rows that are still open. */
  void finish() {
    open.values().forEach(this::write);
    open.clear();
  }

  private void write(Row row) {
    silver.write(row.message, row.reading, row.arrival);
  }

  private record Row(MessageRow message, Reading reading, Arrival arrival) {}

  private record Key(byte[] device, long timeMicros) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && timeMicros == key.timeMicros
          && Arrays.equals(device, key.device);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(device) + Long.hashCode(timeMicros);
    }
  }
}
