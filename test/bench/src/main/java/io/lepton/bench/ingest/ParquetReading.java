package io.lepton.bench.ingest;

import io.lepton.ingest.payload.Reading;

/**
 * A reading and where its message stood, on its way to Parquet.
 *
 * @param partition the message's partition
 * @param offset its offset
 * @param kafkaMillis its time stamp
 * @param reading its content
 */
record ParquetReading(int partition, long offset, long kafkaMillis, Reading reading) {}
