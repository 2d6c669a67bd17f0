/**
 * From silver rows to the numbers a network sees; start from {@code FeatureConfig}, {@code
 * FeatureSpec} and {@code Windows}. Non-null unless Optional.
 */
package io.lepton.features;
