/**
 * Files read as messages, line by line; start from {@code MessageFile}, {@code CmapssFiles} and
 * {@code DelimitedFile}. Non-null unless Optional.
 */
package io.lepton.ingest.files;
