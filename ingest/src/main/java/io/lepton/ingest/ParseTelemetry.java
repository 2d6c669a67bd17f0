package io.lepton.ingest;

import static io.lepton.lake.table.TelemetryTables.DEVICE_ID;
import static io.lepton.lake.table.TelemetryTables.EVENT_TIME;
import static io.lepton.lake.table.TelemetryTables.MESSAGE;
import static io.lepton.lake.table.TelemetryTables.REASON;
import static io.lepton.lake.table.TelemetryTables.SEQUENCE;
import static io.lepton.lake.table.TelemetryTables.VALUE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.lepton.lake.Transform;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Payload to typed columns. A row that cannot be read keeps its message and gets a reason and a
 * message; the typed columns of such a row are null.
 */
public final class ParseTelemetry implements Transform {
  private static final String PARSED = "parsed";

  private final UserDefinedFunction parse;

  /** A parser for the messages of a topic. */
  public ParseTelemetry(TopicConfig config) {
    StructType type =
        new StructType()
            .add(DEVICE_ID, DataTypes.StringType)
            .add(EVENT_TIME, DataTypes.TimestampType)
            .add(SEQUENCE, DataTypes.LongType);
    for (FieldSpec field : config.fields()) {
      type = type.add(field.name(), field.type().column());
    }
    type = type.add(REASON, DataTypes.StringType).add(MESSAGE, DataTypes.StringType);
    // Without this mark Spark runs the function once for each column taken from its result.
    parse = udf(new Parse(new JsonPayload(config), type.size()), type).asNondeterministic();
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> input) {
    return input
        .withColumn(PARSED, parse.apply(col(VALUE)))
        .select("*", PARSED + ".*")
        .drop(PARSED);
  }

  private static final class Parse implements UDF1<byte[], Row> {
    private static final long serialVersionUID = 1L;
    private final JsonPayload payload;
    private final int width;

    Parse(JsonPayload payload, int width) {
      this.payload = payload;
      this.width = width;
    }

    @Override
    public Row call(byte[] value) {
      Object[] row = new Object[width];
      try {
        JsonPayload.Reading reading = payload.read(value);
        row[0] = reading.deviceId();
        row[1] = java.sql.Timestamp.from(reading.eventTime());
        row[2] = reading.sequence();
        System.arraycopy(reading.values(), 0, row, 3, reading.values().length);
      } catch (RejectedException e) {
        row[width - 2] = e.reason().code();
        row[width - 1] = e.getMessage();
      }
      return RowFactory.create(row);
    }
  }
}
