/**
 * Delta tables under one root; start from {@code Lake} and {@code LakeTable}. Non-null unless
 * Optional.
 */
package io.lepton.lake.table;
