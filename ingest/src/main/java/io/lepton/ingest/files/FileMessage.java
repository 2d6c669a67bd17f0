package io.lepton.ingest.files;

import static java.util.Objects.requireNonNull;

import io.lepton.ingest.publish.Message;

/**
 * A message and the line of a file it was read from.
 *
 * @param file name of the file, without its folder, and a fingerprint of its content
 * @param line number of the line, from 1
 * @param message what the line says; the line's own bytes, keyed by the file, if it cannot be read
 */
public record FileMessage(String file, long line, Message message) {
  /** Checks that nothing is null. */
  public FileMessage {
    requireNonNull(file, "file");
    requireNonNull(message, "message");
  }
}
