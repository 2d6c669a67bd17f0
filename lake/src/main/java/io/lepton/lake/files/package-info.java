/**
 * The local disk for Hadoop, without a process for each look at a file; start from {@code
 * NioFileSystem}. Non-null unless Optional.
 */
package io.lepton.lake.files;
