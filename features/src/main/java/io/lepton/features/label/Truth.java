package io.lepton.features.label;

/**
 * The truth of a window.
 *
 * @param number a life in units, the index of a class; 0 where the truth is cut from the readings
 * @param known when it was known, in microseconds since 1970 UTC
 */
public record Truth(float number, long known) {}
