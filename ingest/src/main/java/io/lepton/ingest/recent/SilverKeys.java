package io.lepton.ingest.recent;

import static io.lepton.lake.table.TelemetryTables.DEVICE_ID;
import static io.lepton.lake.table.TelemetryTables.EVENT_TIME;
import static io.lepton.lake.table.TelemetryTables.INGEST_TIME;
import static io.lepton.lake.table.TelemetryTables.KAFKA_TIME;
import static io.lepton.lake.table.TelemetryTables.SEQUENCE;

import io.lepton.lake.table.TableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Reads from a file of silver which readings it holds. */
final class SilverKeys {
  private final TableFiles silver;
  private final List<String> channels;

  /** Channels: the columns of long readings; none if a message has all of them. */
  SilverKeys(TableFiles silver, List<String> channels) {
    this.silver = silver;
    this.channels = channels;
  }

  TaskReadings read(String file, TaskReadings into) {
    Configuration configuration = new Configuration(silver.hadoop());
    configuration.set(ReadSupport.PARQUET_READ_SCHEMA, schema(file).toString());
    try (ParquetReader<Group> rows =
        ParquetReader.builder(new GroupReadSupport(), silver.path(file))
            .withConf(configuration)
            .build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        take(row, into);
      }
      return into;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(Group row, TaskReadings into) {
    Device device = into.device(row.getBinary(DEVICE_ID, 0).getBytes());
    long time = row.getLong(EVENT_TIME, 0);
    long arrival = into.arrivalMicros(row.getLong(KAFKA_TIME, 0), row.getLong(INGEST_TIME, 0));
    if (channels.isEmpty()) {
      device.learn(time, row.getLong(SEQUENCE, 0), arrival);
    }
    for (int i = 0; i < channels.size(); i++) {
      // A file written before the table gained the channel does not have it.
      if (row.getType().containsField(channels.get(i))
          && row.getFieldRepetitionCount(channels.get(i)) > 0) {
        device.learn(time, i, arrival);
      }
    }
  }

  private MessageType schema(String file) {
    MessageType there = written(file);
    List<String> longs =
        channels.isEmpty()
            ? List.of(EVENT_TIME, SEQUENCE, KAFKA_TIME, INGEST_TIME)
            : List.of(EVENT_TIME, KAFKA_TIME, INGEST_TIME);
    List<org.apache.parquet.schema.Type> columns = new ArrayList<>();
    columns.add(
        Types.optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(DEVICE_ID));
    for (String name : longs) {
      columns.add(Types.optional(PrimitiveTypeName.INT64).named(name));
    }
    // The type does not matter where only the presence is asked for, but it must be the file's.
    for (String name : channels.stream().filter(there::containsField).toList()) {
      columns.add(
          Types.optional(
                  silver.columns().apply(name).dataType()
                          == org.apache.spark.sql.types.DataTypes.StringType
                      ? PrimitiveTypeName.BINARY
                      : PrimitiveTypeName.DOUBLE)
              .named(name));
    }
    return new MessageType("silver", columns);
  }

  private MessageType written(String file) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(silver.path(file), silver.hadoop()))) {
      return reader.getFileMetaData().getSchema();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
