package io.lepton.features.label;

/** What is known of one device by now, for labels to be found in; times in microseconds. */
public interface History {
  /** Readings in time order. */
  int readings();

  /** When a reading was taken. */
  long time(int reading);

  /** When a row of a grid was known: with the next reading, if it fills a gap. */
  long known(int reading);

  /** What a reading has in the label's column; NaN if nothing. */
  double labelValue(int reading);

  /** When the label's events happened, ascending. */
  long[] events();

  /** Whether this reading and all those between it and a later one follow without a break. */
  boolean unbroken(int reading, int later);
}
