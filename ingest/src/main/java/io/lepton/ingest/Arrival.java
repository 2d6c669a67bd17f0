package io.lepton.ingest;

/**
 * How a reading came that was not there before.
 *
 * @param device the device's name in UTF-8
 * @param lateBySeconds seconds between it and the latest one of its device before; 0 in order
 * @param isLate whether that is more than is allowed
 */
record Arrival(byte[] device, double lateBySeconds, boolean isLate) {}
