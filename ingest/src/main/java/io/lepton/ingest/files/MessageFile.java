package io.lepton.ingest.files;

import io.lepton.ingest.publish.Message;
import java.util.Iterator;

/**
 * The messages of one or more files, in order per device and in bounded memory. No line is lost:
 * one that cannot be read comes as its raw bytes. Only blank lines are passed over.
 */
public interface MessageFile extends Iterator<FileMessage>, AutoCloseable {
  /** Closes the files. */
  @Override
  void close();

  /** The same messages without their place, for a publisher. */
  default Iterator<Message> messages() {
    MessageFile file = this;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return file.hasNext();
      }

      @Override
      public Message next() {
        return file.next().message();
      }
    };
  }
}
