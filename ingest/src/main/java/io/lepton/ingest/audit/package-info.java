/**
 * Proves that every offset went somewhere, once: start with {@code Audit}. Non-null unless
 * Optional.
 */
package io.lepton.ingest.audit;
