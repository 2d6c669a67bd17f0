package io.lepton.bench.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table as a stranger sees it: the files that the commits of its Delta log add and remove, and
 * their statistics. It asks nothing of Lepton or Spark.
 */
final class SeenTable {
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, DataFile> files = new HashMap<>();
  private final Path log;
  private long version;
  private long newest;

  private record DataFile(long bytes, long rows) {}

  /** A table of the local file system, which need not be there yet. */
  SeenTable(Path table) {
    log = table.resolve("_delta_log");
  }

  /** Reads the commits that are new. */
  synchronized void look() {
    List<JsonNode> actions = next();
    while (!actions.isEmpty()) {
      actions.forEach(this::apply);
      version++;
      actions = next();
    }
  }

  /** What the next commit does; nothing if it is not there or half written: it comes again. */
  private List<JsonNode> next() {
    Path commit = log.resolve("%020d.json".formatted(version));
    List<JsonNode> actions = new ArrayList<>();
    try {
      for (String line : Files.exists(commit) ? Files.readAllLines(commit) : List.<String>of()) {
        actions.add(json.readTree(line));
      }
      return actions;
    } catch (JsonProcessingException | CharacterCodingException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void apply(JsonNode action) {
    files.remove(action.path("remove").path("path").asText());
    JsonNode add = action.path("add");
    if (add.isObject()) {
      JsonNode statistics = statistics(add.path("stats").asText("{}"));
      long rows = statistics.path("numRecords").asLong();
      files.put(add.path("path").asText(), new DataFile(add.path("size").asLong(), rows));
      JsonNode last = statistics.path("maxValues").path("event_time");
      if (last.isTextual()) {
        newest = Math.max(newest, Instant.parse(last.asText()).toEpochMilli());
      }
    }
  }

  private JsonNode statistics(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The event time up to which it has readings, in milliseconds since 1970; 0 before the first. */
  synchronized long newest() {
    return newest;
  }

  /** Files that it consists of. */
  synchronized long files() {
    return files.size();
  }

  /** Rows in them. */
  synchronized long rows() {
    return files.values().stream().mapToLong(DataFile::rows).sum();
  }

  /** Bytes that a row takes on disk. */
  synchronized double bytesPerRow() {
    return (double) files.values().stream().mapToLong(DataFile::bytes).sum() / rows();
  }
}
