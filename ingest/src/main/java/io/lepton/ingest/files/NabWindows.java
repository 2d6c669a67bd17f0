package io.lepton.ingest.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.ingest.publish.Message;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The labelled windows of one series, from a file as the Numenta Anomaly Benchmark has it (Lavin
 * and Ahmad 2015, {@code combined_windows.json}): the name of each series with a list of pairs of
 * times. Each pair is one event that has an end; its number stands for the line.
 */
public final class NabWindows implements MessageFile {
  /** What the events are. */
  public static final String KIND = "anomaly";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Iterator<FileMessage> messages;

  /**
   * Reads the file.
   *
   * @param series the name of the series, with or without its folder
   * @param device whose windows they are
   * @param topic where the events go
   * @throws PipelineException if the file cannot be read or has no such series
   */
  public NabWindows(Path file, String series, String device, String topic) {
    this.file = file;
    List<FileMessage> read = new ArrayList<>();
    try {
      String identity = LineReader.identity(file);
      for (JsonNode window : windows(series)) {
        long line = read.size() + 1L;
        String json = EventJson.spell(device, KIND, spell(window, line));
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        read.add(new FileMessage(identity, line, new Message(topic, device, value)));
      }
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot read %s: %s (expected: a JSON file of labelled windows). Set its path right."
              .formatted(file, e),
          e);
    }
    this.messages = read.iterator();
  }

  private JsonNode windows(String series) throws IOException {
    JsonNode all = JSON.readTree(Files.readAllBytes(file));
    List<String> names = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> each = all.fields(); each.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = each.next();
      names.add(entry.getKey());
      if (entry.getKey().equals(series) || entry.getKey().endsWith("/" + series)) {
        return entry.getValue();
      }
    }
    throw PipelineException.data(
        "Cannot read windows of '%s' in %s: there are none (expected: one of %s). Change source.events.series."
            .formatted(series, file, names));
  }

  private EventJson.Spell spell(JsonNode window, long number) {
    try {
      TimeFormat format = TimeFormat.iso();
      Instant from = format.parse(window.path(0).asText());
      Instant until = format.parse(window.path(1).asText());
      return new EventJson.Spell(from, until, number);
    } catch (DateTimeException e) {
      throw new PipelineException(
          PipelineException.Kind.DATA,
          "Cannot read window %d in %s: %s (expected: two times). Copy the file again."
              .formatted(number, file, window),
          e);
    }
  }

  @Override
  public boolean hasNext() {
    return messages.hasNext();
  }

  @Override
  public FileMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException(file + " is read to its end");
    }
    return messages.next();
  }

  @Override
  public void close() {
    // the file was read at once
  }
}
