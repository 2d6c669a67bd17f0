/**
 * Where models are kept, and which is champion; start from {@code ModelStore}. Non-null unless
 * Optional.
 */
package io.lepton.lake.model;
