package io.lepton.lake.table;

/**
 * From the first time of a column to the last one, both included.
 *
 * @param column a column of timestamps
 * @param first microseconds since 1970 UTC
 * @param last microseconds since 1970 UTC
 */
public record TimeRange(String column, long first, long last) {
  boolean overlaps(TimeRange other) {
    return first <= other.last && other.first <= last;
  }
}
