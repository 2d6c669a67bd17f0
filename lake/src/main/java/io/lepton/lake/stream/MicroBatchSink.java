package io.lepton.lake.stream;

import io.lepton.lake.table.WriteIdentity;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Takes micro-batches; the same one may come again after a crash and must then change nothing. */
@FunctionalInterface
public interface MicroBatchSink {
  /** Writes one micro-batch. */
  void accept(Dataset<Row> batch, WriteIdentity identity);
}
