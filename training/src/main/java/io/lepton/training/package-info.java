/**
 * Deeplearning4j on Spark by parameter averaging; start from {@code TrainingConfig}, {@code
 * NetworkSpec}, {@code ParameterAveragingTrainer} and {@code EpochReport}. Non-null unless
 * Optional.
 */
package io.lepton.training;
