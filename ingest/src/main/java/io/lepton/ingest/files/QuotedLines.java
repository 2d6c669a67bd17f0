package io.lepton.ingest.files;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Lines of a delimited file, joined where a quoted cell goes over several of them. A quote that
 * never closes costs its own line only.
 */
final class QuotedLines implements AutoCloseable {
  private static final int MAX_LINES = 64;

  private final LineReader lines;
  private final char delimiter;
  private final Deque<SourceLine> givenBack = new ArrayDeque<>();

  QuotedLines(LineReader lines, char delimiter) {
    this.lines = lines;
    this.delimiter = delimiter;
  }

  /** The next line that is not blank; not whole if its quotes are broken. */
  Optional<SourceLine> next() {
    Optional<SourceLine> line = take();
    while (line.isPresent() && line.get().isBlank()) {
      line = take();
    }
    return line.map(this::closed);
  }

  private Optional<SourceLine> take() {
    return givenBack.isEmpty() ? lines.nextEvenIfBlank() : Optional.of(givenBack.removeFirst());
  }

  private SourceLine closed(SourceLine first) {
    List<SourceLine> more = new ArrayList<>();
    SourceLine joined = first;
    Quotes quotes = quotes(joined);
    while (quotes == Quotes.OPEN && more.size() < MAX_LINES) {
      Optional<SourceLine> line = take();
      if (line.isEmpty()) {
        break;
      }
      more.add(line.get());
      joined = join(joined, line.get());
      quotes = quotes(joined);
    }
    if (quotes == Quotes.CLOSED) {
      return joined;
    }
    // first in, first out again: the last one goes back first
    for (int i = more.size() - 1; i >= 0; i--) {
      givenBack.addFirst(more.get(i));
    }
    return new SourceLine(first.file(), first.number(), first.raw(), false);
  }

  private Quotes quotes(SourceLine line) {
    return line.text().map(text -> Quotes.of(text, delimiter)).orElse(Quotes.BROKEN);
  }

  private static SourceLine join(SourceLine first, SourceLine next) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first.raw());
    bytes.write('\n');
    bytes.writeBytes(next.raw());
    boolean whole = next.whole() && bytes.size() <= LineReader.MAX_LINE_BYTES;
    return new SourceLine(first.file(), first.number(), bytes.toByteArray(), whole);
  }

  @Override
  public void close() {
    lines.close();
  }
}
