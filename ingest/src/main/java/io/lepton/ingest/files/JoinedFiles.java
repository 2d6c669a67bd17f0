package io.lepton.ingest.files;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** The messages of several files, one file after another; a file is opened when its turn comes. */
public final class JoinedFiles implements MessageFile {
  private final List<Supplier<MessageFile>> waiting;
  private MessageFile open;

  /**
   * Opens the first file.
   *
   * @param first it
   * @param others what opens the others
   */
  public JoinedFiles(MessageFile first, List<Supplier<MessageFile>> others) {
    this.open = first;
    this.waiting = new ArrayList<>(others);
  }

  @Override
  public boolean hasNext() {
    while (!open.hasNext() && !waiting.isEmpty()) {
      open.close();
      open = waiting.remove(0).get();
    }
    return open.hasNext();
  }

  @Override
  public FileMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all files are read to their end");
    }
    return open.next();
  }

  @Override
  public void close() {
    open.close();
  }
}
