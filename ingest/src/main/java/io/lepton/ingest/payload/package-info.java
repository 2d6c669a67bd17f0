/**
 * Payloads to readings, format by format. Start with {@code PayloadSpec}, {@code PayloadDecoder}
 * and {@code Readings}. Non-null unless Optional.
 */
package io.lepton.ingest.payload;
