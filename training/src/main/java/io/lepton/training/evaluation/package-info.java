/**
 * How good predictions are, and how sure that is; start from {@code RegressionScores}, {@code
 * ClassificationScores} and {@code DeviceBootstrap}. Knows neither networks nor Spark. Non-null
 * unless Optional.
 */
package io.lepton.training.evaluation;
