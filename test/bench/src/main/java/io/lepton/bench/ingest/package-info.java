/**
 * What ingest costs beside other ways to do the same, and how late it is; start from {@code
 * IngestBenchmark} and {@code LatencyBenchmark}. Non-null unless Optional.
 */
package io.lepton.bench.ingest;
