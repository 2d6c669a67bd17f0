package io.lepton.ingest;

import io.lepton.ingest.payload.RejectedException;
import io.lepton.lake.table.Cells;
import io.lepton.lake.table.NewFile;
import io.lepton.lake.table.TableFileWriter;
import io.lepton.lake.table.TableFiles;
import io.lepton.lake.table.TelemetryTables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Writes messages as they came, to bronze or to quarantine. */
final class MessageWriter implements AutoCloseable {
  private final TableFileWriter file;
  private final Coordinates coordinates;
  private final int key;
  private final int value;
  private final StructType columns;

  MessageWriter(TableFiles files, long ingestMicros) {
    columns = files.columns();
    file = files.create();
    coordinates = new Coordinates(columns, ingestMicros);
    key = columns.fieldIndex(TelemetryTables.KEY);
    value = columns.fieldIndex(TelemetryTables.VALUE);
  }

  void write(MessageRow message) {
    fill(message);
    file.write();
  }

  void write(MessageRow message, RejectedException why) {
    Cells row = fill(message);
    row.set(columns.fieldIndex(TelemetryTables.REASON), utf8(why.reason().code()));
    row.set(columns.fieldIndex(TelemetryTables.MESSAGE), utf8(why.getMessage()));
    file.write();
  }

  List<NewFile> finish() {
    return file.finish().stream().toList();
  }

  @Override
  public void close() {
    file.close();
  }

  private Cells fill(MessageRow message) {
    Cells row = file.row();
    coordinates.fill(row, message);
    row.set(key, message.key());
    row.set(value, message.value());
    return row;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
