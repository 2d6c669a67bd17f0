package io.lepton.ingest.broker;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lies in the directory of a broker: its properties, its log, its data.
 *
 * @param settings further properties, stronger than ours; see {@link BrokerPorts#placed}
 */
record BrokerFiles(Path directory, Map<String, String> settings) {
  private static final String WATCH = BrokerProcess.class.getName().replace('.', '/') + ".class";
  private static final int LAST_LINES = 8;

  BrokerFiles(Path directory) {
    this(directory, Map.of());
  }

  Path properties() {
    return directory.resolve("server.properties");
  }

  Path log() {
    return directory.resolve("broker.log");
  }

  Path data() {
    return directory.resolve("data");
  }

  Path classes() {
    return directory.resolve("classes");
  }

  boolean isFormatted() {
    return Files.exists(data().resolve("meta.properties"));
  }

  void write(BrokerPorts ports) {
    try {
      Files.createDirectories(directory);
      Files.writeString(properties(), text(ports), StandardCharsets.UTF_8);
      Files.deleteIfExists(log());
      writeWatch();
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot start a Kafka broker in %s: %s (expected: a directory one can write to). Choose another directory."
              .formatted(directory, e),
          e);
    }
  }

  private String text(BrokerPorts ports) {
    StringBuilder text = new StringBuilder(ports.properties(data()));
    // of two lines with one name Kafka takes the last
    settings.forEach(
        (name, value) ->
            text.append(name)
                .append('=')
                .append(ports.placed(value).replace("\\", "\\\\"))
                .append('\n'));
    return text.toString();
  }

  /** Copies one class: our whole jar could bring a second Kafka or slf4j onto the class path. */
  private void writeWatch() throws IOException {
    Path target = classes().resolve(WATCH);
    Files.createDirectories(target.getParent());
    try (InputStream in = BrokerProcess.class.getClassLoader().getResourceAsStream(WATCH)) {
      if (in == null) {
        throw new IOException("no class file " + WATCH + " on the class path");
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The last lines of the log that say something: stack frames left out. */
  String lastLines() {
    Deque<String> last = new ArrayDeque<>();
    try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
      lines
          .filter(line -> !line.isBlank() && !line.startsWith("\t"))
          .forEach(line -> keep(last, line));
    } catch (IOException e) {
      return "its log " + log() + ", which cannot be opened: " + e;
    }
    return last.isEmpty()
        ? "its log " + log() + ", which is empty"
        : last.stream()
            .collect(Collectors.joining("\n  ", "its log " + log() + ", which ends:\n  ", ""));
  }

  private static void keep(Deque<String> last, String line) {
    last.addLast(line);
    if (last.size() > LAST_LINES) {
      last.removeFirst();
    }
  }

  void delete() {
    try (Stream<Path> paths = Files.walk(directory)) {
      // children before their folders
      List<Path> deepestFirst = paths.sorted((a, b) -> b.compareTo(a)).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot delete the Kafka broker's directory %s: %s. Delete it by hand."
              .formatted(directory, e),
          e);
    }
  }
}
