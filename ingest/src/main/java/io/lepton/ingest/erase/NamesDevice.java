package io.lepton.ingest.erase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.lepton.ingest.payload.PayloadDecoder;
import io.lepton.ingest.payload.PayloadSpec;
import io.lepton.ingest.payload.Readings;
import io.lepton.ingest.payload.RejectedException;
import io.lepton.lake.table.TelemetryTables;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * Whether a message is of a device: one of its readings says so, or, where it cannot be decoded,
 * its payload holds the device's name, not as a part of a longer one. A key tells it as well.
 */
public final class NamesDevice implements UDF2<byte[], byte[], Boolean> {
  private static final long serialVersionUID = 1L;

  private final PayloadSpec payload;
  private final byte[] device;
  private transient PayloadDecoder decoder;
  private transient Readings readings;

  NamesDevice(PayloadSpec payload, String device) {
    this.payload = payload;
    this.device = device.getBytes(UTF_8);
  }

  /** For rows of bronze and of quarantine. */
  public static Column of(PayloadSpec payload, String device) {
    Column named =
        udf(new NamesDevice(payload, device), DataTypes.BooleanType)
            .apply(col(TelemetryTables.KEY), col(TelemetryTables.VALUE));
    return coalesce(named, lit(false));
  }

  @Override
  public Boolean call(byte[] key, byte[] value) {
    if (Arrays.equals(key, device)) {
      return true;
    }
    if (value == null) {
      return false;
    }
    if (decoder == null) {
      decoder = payload.format().decoder(payload);
      readings = new Readings(payload);
    }
    try {
      decoder.decode(value, readings);
    } catch (RejectedException e) {
      return holds(value);
    }
    for (int i = 0; i < readings.size(); i++) {
      if (Arrays.equals(readings.get(i).device(), device)) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(byte[] text) {
    for (int at = 0; at + device.length <= text.length; at++) {
      int end = at + device.length;
      if (Arrays.equals(text, at, end, device, 0, device.length)
          && (at == 0 || !isOfName(text[at - 1]))
          && (end == text.length || !isOfName(text[end]))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfName(byte b) {
    return b < 0 || b == '_' || b == '-' || b == '.' || Character.isLetterOrDigit(b);
  }
}
