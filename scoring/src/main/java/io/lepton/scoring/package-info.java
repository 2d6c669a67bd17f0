/**
 * A model version to predictions, batch and stream alike; start from {@code ScoreReadings}, {@code
 * Predictor} and {@code PredictionTable}. Non-null unless Optional.
 */
package io.lepton.scoring;
