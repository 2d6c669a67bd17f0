package io.lepton.ingest.payload;

import java.util.Arrays;

/**
 * Goes through the cells of one payload and refuses what RFC 4180 does not allow. Not safe for two
 * threads.
 */
final class CsvScanner {
  private final byte delimiter;
  private byte[] bytes = {};
  private int at;
  private byte[] cell = {};
  private int cellFrom;
  private int cellTo;

  CsvScanner(char delimiter) {
    this.delimiter = (byte) delimiter;
  }

  /** Stands before the first cell. */
  void start(byte[] payload) throws RejectedException {
    if (payload == null || payload.length == 0) {
      throw new RejectedException(Reason.MALFORMED, "no payload (expected: lines of cells)");
    }
    bytes = payload;
    at = 0;
  }

  /** Whether there is nothing after the last line. */
  boolean isAtEnd() {
    return at >= bytes.length;
  }

  /** Reads a cell and what ends it; false if that ends the line. */
  boolean cell() throws RejectedException {
    if (at < bytes.length && bytes[at] == '"') {
      quoted();
    } else {
      plain();
    }
    if (at < bytes.length && bytes[at] == delimiter) {
      at++;
      return true;
    }
    if (at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n') {
      at++;
    }
    if (at < bytes.length && bytes[at] != '\n') {
      throw malformed(bytes[at] == '\r' ? "half an end of line" : "more after a quoted cell");
    }
    at++;
    return false;
  }

  private void plain() throws RejectedException {
    int from = at;
    while (at < bytes.length && bytes[at] != delimiter && bytes[at] != '\n' && bytes[at] != '\r') {
      if (bytes[at] == '"') {
        throw malformed("a quote in a cell without quotes");
      }
      character();
    }
    cell = bytes;
    cellFrom = from;
    cellTo = at;
  }

  private void quoted() throws RejectedException {
    int from = ++at;
    int doubled = 0;
    while (at < bytes.length) {
      if (bytes[at] != '"') {
        character();
      } else if (at + 1 < bytes.length && bytes[at + 1] == '"') {
        doubled++;
        at += 2;
      } else {
        cell = bytes;
        cellFrom = from;
        cellTo = at++;
        if (doubled > 0) {
          halve(doubled);
        }
        return;
      }
    }
    throw malformed("a quote that does not close");
  }

  /** Makes one quote of each two. */
  private void halve(int doubled) {
    byte[] halved = new byte[cellTo - cellFrom - doubled];
    int from = cellFrom;
    for (int i = 0; i < halved.length; i++) {
      halved[i] = bytes[from];
      from += bytes[from] == '"' ? 2 : 1;
    }
    cell = halved;
    cellFrom = 0;
    cellTo = halved.length;
  }

  private void character() throws RejectedException {
    int end = Utf8.end(bytes, at, bytes.length);
    if (end < 0) {
      throw malformed("no UTF-8");
    }
    at = end;
  }

  /** The last cell, a copy. */
  byte[] utf8() {
    return Arrays.copyOfRange(cell, cellFrom, cellTo);
  }

  /** The array that has the last cell. */
  byte[] bytes() {
    return cell;
  }

  /** Where the last cell begins. */
  int from() {
    return cellFrom;
  }

  /** Where the last cell ends. */
  int to() {
    return cellTo;
  }

  private RejectedException malformed(String found) {
    return new RejectedException(
        Reason.MALFORMED, "no CSV at byte %d: %s (expected: lines of cells)".formatted(at, found));
  }
}
