package io.lepton.ingest;

import io.lepton.ingest.payload.FieldSpec;
import io.lepton.ingest.payload.Reading;
import io.lepton.ingest.recent.Device;
import io.lepton.ingest.recent.TaskReadings;
import io.lepton.lake.table.Cells;
import io.lepton.lake.table.NewFile;
import io.lepton.lake.table.TableFileWriter;
import io.lepton.lake.table.TableFiles;
import io.lepton.lake.table.TelemetryTables;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Writes readings to silver, each once, those out of order with how late they are. */
final class SilverWriter implements AutoCloseable {
  private static final double MICROS = 1e6;

  private final TableFileWriter file;
  private final TaskReadings readings;
  private final Coordinates coordinates;
  private final long allowedMicros;
  private final int device;
  private final int time;
  private final int sequence;
  private final int isLate;
  private final int lateBy;

  /** -1 where unknown fields are not kept. */
  private final int unknown;

  private final FieldSpec.Type[] types;
  private final int[] columns;

  SilverWriter(
      TableFiles files,
      List<FieldSpec> fields,
      Coordinates coordinates,
      Duration allowedLateness,
      TaskReadings readings) {
    StructType schema = files.columns();
    file = files.create();
    this.readings = readings;
    this.coordinates = coordinates;
    allowedMicros = allowedLateness.toNanos() / 1000;
    device = schema.fieldIndex(TelemetryTables.DEVICE_ID);
    time = schema.fieldIndex(TelemetryTables.EVENT_TIME);
    sequence = schema.fieldIndex(TelemetryTables.SEQUENCE);
    isLate = schema.fieldIndex(TelemetryTables.IS_LATE);
    lateBy = schema.fieldIndex(TelemetryTables.LATE_BY);
    unknown =
        List.of(schema.fieldNames()).contains(TelemetryTables.UNKNOWN_FIELDS)
            ? schema.fieldIndex(TelemetryTables.UNKNOWN_FIELDS)
            : -1;
    types = fields.stream().map(FieldSpec::type).toArray(FieldSpec.Type[]::new);
    columns = fields.stream().mapToInt(f -> schema.fieldIndex(f.name())).toArray();
  }

  /** Writes a reading unless it is there. */
  Optional<Arrival> write(MessageRow message, Reading reading) {
    Optional<Arrival> arrival = take(message, reading, reading.sequence());
    arrival.ifPresent(taken -> write(message, reading, taken));
    return arrival;
  }

  /**
   * Takes note of a reading without writing it.
   *
   * @param part tells readings of the same time apart
   * @return how it came; empty if it was there
   */
  Optional<Arrival> take(MessageRow message, Reading reading, long part) {
    Device from = readings.device(reading.device());
    long latest = from.newest();
    boolean known = from.isKnown();
    if (!from.take(
        reading.timeMicros(),
        part,
        readings.arrivalMicros(message.timeMicros(), coordinates.ingestMicros()))) {
      return Optional.empty();
    }
    long late = known ? Math.max(0, latest - reading.timeMicros()) : 0;
    return Optional.of(new Arrival(from.name(), late / MICROS, late > allowedMicros));
  }

  /** Writes a reading that was taken note of. */
  void write(MessageRow message, Reading reading, Arrival arrival) {
    Cells row = file.row();
    coordinates.fill(row, message);
    row.set(device, arrival.device());
    row.set(time, reading.timeMicros());
    row.set(sequence, reading.sequence());
    row.set(isLate, arrival.isLate());
    row.set(lateBy, arrival.lateBySeconds());
    for (int i = 0; i < columns.length; i++) {
      if (types[i] == FieldSpec.Type.NUMBER) {
        double value = reading.number(i);
        if (!Double.isNaN(value)) {
          row.set(columns[i], value);
        }
      } else {
        row.set(columns[i], reading.text(i));
      }
    }
    if (unknown >= 0 && !reading.unknown().isEmpty()) {
      row.set(unknown, texts(reading.unknown()));
    }
    file.write();
  }

  /** The name of the file. */
  String fileName() {
    return file.name();
  }

  /** Ends the file. */
  List<NewFile> finish() {
    return file.finish().stream().toList();
  }

  @Override
  public void close() {
    file.close();
  }

  private static Map<String, String> texts(List<Reading.UnknownField> fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    fields.forEach(field -> texts.put(field.name(), field.value()));
    return texts;
  }
}
