/**
 * Hyper-parameter search: which configurations to train, in which order, and which one is best;
 * start from {@code SearchConfig} and {@code Search}. Non-null unless Optional.
 */
package io.lepton.training.search;
