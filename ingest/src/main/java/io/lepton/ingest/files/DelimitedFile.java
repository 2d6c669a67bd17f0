package io.lepton.ingest.files;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.lepton.lake.PipelineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A delimited file, plain or .gz, in UTF-8, whose columns a mapping explains. A row that does not
 * fit the mapping comes as its raw bytes; a row that tells of a failure is followed by the event.
 */
public final class DelimitedFile implements MessageFile {
  private static final int MAX_COLUMNS = 16_384;

  private final Path file;
  private final String telemetryTopic;
  private final String eventsTopic;
  private final CsvParser parser;
  private final QuotedLines lines;
  private final DelimitedRows rows;
  private final Deque<FileMessage> ready = new ArrayDeque<>();

  /** Opens the file and finds the mapping's columns in it. */
  public DelimitedFile(
      Path file, DelimitedMapping mapping, String telemetryTopic, String eventsTopic) {
    this.file = file;
    this.telemetryTopic = telemetryTopic;
    this.eventsTopic = eventsTopic;
    this.parser = new CsvParser(settings(mapping.delimiter()));
    requireFile();
    this.lines = new QuotedLines(new LineReader(file), mapping.delimiter());
    try {
      this.rows = new DelimitedRows(mapping, columns(mapping));
    } catch (PipelineException e) {
      lines.close();
      throw e;
    }
  }

  private static CsvParserSettings settings(char delimiter) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(delimiter);
    settings.getFormat().setQuoteEscape('"');
    // no comments: every line is a row
    settings.getFormat().setComment('\0');
    settings.getFormat().setLineSeparator("\n");
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setSkipEmptyLines(false);
    settings.setMaxColumns(MAX_COLUMNS);
    settings.setMaxCharsPerColumn(-1);
    return settings;
  }

  private void requireFile() {
    if (!Files.isRegularFile(file)) {
      throw PipelineException.config(
          "Cannot read %s: no such file (expected: a delimited file, plain or .gz). Set its path right."
              .formatted(file));
    }
  }

  private ColumnNames columns(DelimitedMapping mapping) {
    if (!mapping.columns().isEmpty()) {
      return new ColumnNames(file, mapping.columns());
    }
    Optional<String[]> header = lines.next().flatMap(this::cells);
    if (header.isEmpty()) {
      throw PipelineException.config(
          "Cannot read %s: no line of column names (expected: one at the top). Add it or list the columns in the mapping."
              .formatted(file));
    }
    return new ColumnNames(file, List.of(header.get()));
  }

  private Optional<String[]> cells(SourceLine line) {
    try {
      return line.text().map(parser::parseLine);
    } catch (TextParsingException e) {
      // more columns than any file of readings has
      return Optional.empty();
    }
  }

  @Override
  public boolean hasNext() {
    if (ready.isEmpty()) {
      lines.next().ifPresent(this::read);
    }
    return !ready.isEmpty();
  }

  @Override
  public FileMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException(file + " is read to its end");
    }
    return ready.removeFirst();
  }

  private void read(SourceLine line) {
    cells(line)
        .flatMap(cells -> rows.read(cells, line.number()))
        .ifPresentOrElse(
            reading -> addReading(line, reading), () -> ready.add(line.unread(telemetryTopic)));
  }

  private void addReading(SourceLine line, DelimitedRows.Reading reading) {
    ready.add(line.message(telemetryTopic, reading.device(), reading.json()));
    if (reading.failed()) {
      String json = EventJson.failure(reading.device(), reading.time(), reading.sequence());
      ready.add(line.message(eventsTopic, reading.device(), json));
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
