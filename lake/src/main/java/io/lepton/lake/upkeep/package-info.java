/**
 * Keeps the lake's tables fast and small without losing what a model was made from; start from
 * {@code Maintenance} and {@code Pin}. Non-null unless Optional.
 */
package io.lepton.lake.upkeep;
