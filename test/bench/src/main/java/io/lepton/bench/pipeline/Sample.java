package io.lepton.bench.pipeline;

import java.util.Locale;

/**
 * A pipeline at work, as it is at one moment.
 *
 * @param seconds since the load is measured
 * @param silverBehind seconds since the newest reading in silver was sent
 * @param predictionsBehind seconds since the newest reading with a prediction was sent
 * @param ingestMegabytes RAM of ingest
 * @param scoringMegabytes RAM of stream scoring
 * @param brokerMegabytes RAM of the broker
 * @param silverFiles files that silver consists of
 * @param predictionFiles files that the predictions consist of
 * @param stateMegabytes what both streams keep of their progress
 */
record Sample(
    double seconds,
    double silverBehind,
    double predictionsBehind,
    double ingestMegabytes,
    double scoringMegabytes,
    double brokerMegabytes,
    long silverFiles,
    long predictionFiles,
    double stateMegabytes) {
  static final String HEADER =
      "seconds,silver_behind_s,predictions_behind_s,ingest_mb,scoring_mb,broker_mb,silver_files,"
          + "prediction_files,state_mb";

  /** A line of the file of samples. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%.1f,%.2f,%.2f,%.0f,%.0f,%.0f,%d,%d,%.2f",
        seconds,
        silverBehind,
        predictionsBehind,
        ingestMegabytes,
        scoringMegabytes,
        brokerMegabytes,
        silverFiles,
        predictionFiles,
        stateMegabytes);
  }
}
