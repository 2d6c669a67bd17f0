package io.lepton.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The event time up to which a table has readings, as a stranger sees it: from the statistics of
 * the files that each commit adds. It asks nothing of Lepton or Spark.
 */
final class NewestReading {
  private final ObjectMapper json = new ObjectMapper();
  private final Path log;
  private long version;
  private long files;
  private long newest;

  /** Of a table of the local file system, which need not be there yet. */
  NewestReading(Path table) {
    log = table.resolve("_delta_log");
  }

  /** Reads the commits that are new; milliseconds since 1970, 0 before the first reading. */
  synchronized long look() {
    try {
      Path commit = log.resolve("%020d.json".formatted(version));
      while (Files.exists(commit)) {
        for (String line : Files.readAllLines(commit)) {
          JsonNode action = json.readTree(line);
          files -= action.has("remove") ? 1 : 0;
          if (action.has("add")) {
            files++;
            add(json.readTree(action.path("add").path("stats").asText("{}")));
          }
        }
        version++;
        commit = log.resolve("%020d.json".formatted(version));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return newest;
  }

  private void add(JsonNode statistics) {
    JsonNode last = statistics.path("maxValues").path("event_time");
    if (last.isTextual()) {
      newest = Math.max(newest, Instant.parse(last.asText()).toEpochMilli());
    }
  }

  /** Files that the table consists of now. */
  synchronized long files() {
    return files;
  }
}
