/**
 * What a model is asked for; start from {@code Label}. Each kind is a record that says how the
 * truth of a window is found and when it was known. Non-null unless Optional.
 */
package io.lepton.features.label;
