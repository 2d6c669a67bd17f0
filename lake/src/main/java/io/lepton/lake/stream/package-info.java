/**
 * Streaming queries; start from {@code Streams} and {@code MicroBatchSink}. Non-null unless
 * Optional.
 */
package io.lepton.lake.stream;
