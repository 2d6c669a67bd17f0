package io.lepton.ingest.files;

import io.lepton.lake.PipelineException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.codec.digest.DigestUtils;

/** Reads a file, plain or .gz, as lines of bytes; never holds more than one line. */
final class LineReader implements AutoCloseable {
  /** Longer ones come in pieces: Kafka takes no message above 1 MiB. */
  static final int MAX_LINE_BYTES = 512 * 1024;

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int FINGERPRINT_BYTES = 4;

  private final Path file;
  private final String name;
  private final String source;
  private final InputStream in;
  private long number = 1;
  // the line before this one was cut: the rest of it is no line of its own
  private boolean cut;

  LineReader(Path file) {
    this.file = file;
    this.name = file.getFileName().toString();
    try {
      this.source = identity(file);
      InputStream bytes = Files.newInputStream(file);
      this.in = new BufferedInputStream(unpacked(bytes), BUFFER_BYTES);
      skipByteOrderMark();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The file's name, and what tells it from another one, or a later one, of the same name. */
  static String identity(Path file) throws IOException {
    MessageDigest sha256 = DigestUtils.getSha256Digest();
    try (DigestInputStream bytes = new DigestInputStream(Files.newInputStream(file), sha256)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    String fingerprint = HexFormat.of().formatHex(sha256.digest(), 0, FINGERPRINT_BYTES);
    return file.getFileName() + "@" + fingerprint;
  }

  private InputStream unpacked(InputStream bytes) throws IOException {
    if (!name.endsWith(".gz")) {
      return bytes;
    }
    try {
      return new GZIPInputStream(bytes, BUFFER_BYTES);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** Spreadsheets write one: it is no part of the first column's name. */
  private void skipByteOrderMark() throws IOException {
    in.mark(3);
    if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
      in.reset();
    }
  }

  /** The next line that is not blank, or nothing at the end of the file. */
  Optional<SourceLine> next() {
    Optional<SourceLine> line = nextEvenIfBlank();
    while (line.isPresent() && line.get().isBlank()) {
      line = nextEvenIfBlank();
    }
    return line;
  }

  /** The next line, blank or not, or nothing at the end of the file. */
  Optional<SourceLine> nextEvenIfBlank() {
    try {
      return read();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Optional<SourceLine> read() throws IOException {
    int b = in.read();
    if (b < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    while (b >= 0 && b != '\n') {
      line.write(b);
      // a full piece ends before the next byte is taken
      if (line.size() == MAX_LINE_BYTES) {
        return Optional.of(piece(line.toByteArray()));
      }
      b = in.read();
    }
    SourceLine read = new SourceLine(source, number, withoutReturn(line.toByteArray()), !cut);
    cut = false;
    number++;
    return Optional.of(read);
  }

  private SourceLine piece(byte[] bytes) {
    cut = true;
    return new SourceLine(source, number, bytes, false);
  }

  private static byte[] withoutReturn(byte[] line) {
    int length = line.length;
    return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
  }

  private PipelineException unreadable(IOException cause) {
    return PipelineException.outside(
        "Cannot read %s after line %d: %s (expected: a readable file%s). Copy it again."
            .formatted(file, number - 1, reason(cause), name.endsWith(".gz") ? " in gzip" : ""),
        cause);
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : " " + message);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
