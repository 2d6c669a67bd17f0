/**
 * Where models are kept; start from {@code ModelStore} and {@code ModelManifest}. Non-null unless
 * Optional.
 */
package io.lepton.lake.model;
