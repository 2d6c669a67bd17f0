package io.lepton.ingest.publish;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/** Finds out how batches can be compressed on this machine. */
final class Compression {
  private Compression() {}

  /** The first kind whose native library works here: a try, because only that tells. */
  static String best() {
    for (CompressionType type : new CompressionType[] {CompressionType.LZ4, CompressionType.ZSTD}) {
      if (works(type)) {
        return type.name;
      }
    }
    return CompressionType.NONE.name;
  }

  private static boolean works(CompressionType type) {
    ByteBufferOutputStream buffer = new ByteBufferOutputStream(512);
    try (DataOutputStream out =
        new DataOutputStream(type.wrapForOutput(buffer, RecordBatch.MAGIC_VALUE_V2))) {
      out.write("try".getBytes(StandardCharsets.US_ASCII));
      return true;
    } catch (IOException | KafkaException | LinkageError e) {
      return false;
    }
  }
}
