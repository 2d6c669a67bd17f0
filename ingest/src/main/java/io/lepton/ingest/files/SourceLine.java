package io.lepton.ingest.files;

import io.lepton.ingest.publish.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One line as it stands in its file, without its line end.
 *
 * @param file name of the file, without its folder, and a fingerprint of its content
 * @param number from 1
 * @param raw its bytes
 * @param whole false for a piece of a line too long to be one
 */
record SourceLine(String file, long number, byte[] raw, boolean whole) {
  /** The text, or nothing if it is no UTF-8 or no whole line. */
  Optional<String> text() {
    if (!whole) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  boolean isBlank() {
    for (byte b : raw) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  FileMessage message(String topic, String device, String json) {
    byte[] value = json.getBytes(StandardCharsets.UTF_8);
    return new FileMessage(file, number, new Message(topic, device, value));
  }

  /** The line as it is: downstream it ends in quarantine, with its file and number. */
  FileMessage unread(String topic) {
    return new FileMessage(file, number, new Message(topic, file, raw));
  }
}
