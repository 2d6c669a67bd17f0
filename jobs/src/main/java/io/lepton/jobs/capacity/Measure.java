package io.lepton.jobs.capacity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a plan rests on, with the name that it has in {@code bench.json}. */
enum Measure {
  /** Readings to bronze, silver and quarantine, in a core-second. */
  INGEST("lepton-full, per CPU second", 24, false),
  /** Readings to a training set. */
  FEATURES("build of ([\\d,]+) readings", 15, true),
  /** Windows cut for whoever trains. */
  FEEDING("windows to a trainer", 15, true),
  /** Windows fitted. */
  TRAINING("lepton, workers: 2, frequency: \\d+", 15, true),
  /** Readings to predictions. */
  SCORING("lepton score, deeplearning4j", 15, false),
  /** Bytes of a reading. */
  BRONZE("bytes of a reading in bronze", 24, false),
  /** Bytes of a reading. */
  SILVER("bytes of a reading in silver", 24, false),
  /** Bytes of a prediction, however many channels. */
  PREDICTIONS("bytes of a prediction", 0, false),
  /** Bytes of the training set for each byte of its readings in silver. */
  TRAINING_SET("bytes of the training set against silver", 0, false);

  private final Pattern name;
  private final int channels;
  private final boolean isOfAllCores;

  Measure(String name, int channels, boolean isOfAllCores) {
    this.name = Pattern.compile(name);
    this.channels = channels;
    this.isOfAllCores = isOfAllCores;
  }

  /** Whether a figure is this. */
  boolean isNamed(String figure) {
    return name.matcher(figure).matches();
  }

  /** What a figure says of one of the cores that Spark had: a build is told in seconds. */
  double ofOneCore(String figure, double value, int cores) {
    Matcher found = name.matcher(figure);
    boolean isTime = found.matches() && found.groupCount() > 0;
    double rate = isTime ? Double.parseDouble(found.group(1).replace(",", "")) / value : value;
    return isOfAllCores ? rate / cores : rate;
  }

  /** For so many channels; few are not taken for less than those measured. */
  double scaled(double value, int asked) {
    double more = channels == 0 ? 1 : Math.max(1, (double) asked / channels);
    return this == BRONZE || this == SILVER ? value * more : value / more;
  }
}
