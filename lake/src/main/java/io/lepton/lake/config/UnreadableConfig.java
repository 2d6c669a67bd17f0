package io.lepton.lake.config;

import static io.lepton.lake.PipelineException.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import io.lepton.lake.PipelineException;
import io.lepton.lake.PipelineException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sentences for a file that cannot be read at all. */
final class UnreadableConfig {
  private static final int MOST_FILES = 10;

  private UnreadableConfig() {}

  static PipelineException missing(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String found = folder != null && Files.isDirectory(folder) ? "no such file" : "no such folder";
    return config(
        "Cannot read %s: %s (expected: a HOCON file).%s"
            .formatted(file, found, neighbours("beside", folder)));
  }

  static PipelineException folder(Path folder) {
    return config(
        "Cannot read %s: a folder (expected: a HOCON file).%s"
            .formatted(folder, neighbours("in", folder)));
  }

  static PipelineException badKey(String key, ConfigException cause) {
    // the value may be a secret, and so the cause may quote one: only the key is told
    return new PipelineException(
        Kind.CONFIG,
        "Cannot read --set '%s': not a key (expected: names joined by dots: training.epochs)."
            .formatted(key),
        cause instanceof ConfigException.BadPath ? cause : null);
  }

  /** What Typesafe Config refused, in the words of the house. */
  static PipelineException of(String name, ConfigException cause) {
    String place = place(name, cause.origin());
    if (cause instanceof ConfigException.Parse && mayHoldSecret(cause.origin())) {
      // the parser quotes the line, and a cause would do so, too
      return config(
          "Cannot read %s%s: not HOCON (the text is hidden: it may hold a secret). "
                  .formatted(name, place)
              + "Put values with special characters in double quotes.");
    }
    String detail = detail(cause);
    String advice =
        cause instanceof ConfigException.UnresolvedSubstitution
            ? " Set it in the file or the environment, or write ${?...} where it may be absent."
            : "";
    String message = "Cannot read %s%s: %s.%s".formatted(name, place, detail, advice);
    return new PipelineException(Kind.CONFIG, message, cause);
  }

  private static String place(String name, ConfigOrigin origin) {
    return origin == null ? "" : Place.of(origin, name).text();
  }

  private static String detail(ConfigException cause) {
    String prefix = cause.origin() == null ? "" : cause.origin().description() + ": ";
    String message = String.valueOf(cause.getMessage());
    return (message.startsWith(prefix) ? message.substring(prefix.length()) : message)
        .replace("Could not resolve substitution to a value: ", "nothing is known of ")
        .replace("java.io.IOException: ", "")
        // what 1.4.3 says of every bracket that is not closed
        .replace("expecting a close parentheses ')' here, not:", "a '}' is missing before the")
        .replace(", or you may be able to rename the file .properties rather than .conf", "");
  }

  private static boolean mayHoldSecret(ConfigOrigin origin) {
    if (origin == null || origin.filename() == null || origin.lineNumber() < 1) {
      return false;
    }
    try (Stream<String> lines = Files.lines(Path.of(origin.filename()))) {
      return lines
          .skip(origin.lineNumber() - 1L)
          .findFirst()
          .map(Redaction::mayHoldSecret)
          .orElse(false);
    } catch (IOException e) {
      return true;
    }
  }

  private static String neighbours(String where, Path folder) {
    if (folder == null || !Files.isDirectory(folder)) {
      return "";
    }
    List<String> files = configFiles(folder);
    if (files.isEmpty()) {
      return "";
    }
    return " Files %s it: %s.".formatted(where, String.join(", ", files));
  }

  private static List<String> configFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.toFile().getName())
          .filter(name -> name.endsWith(".conf"))
          .sorted()
          .limit(MOST_FILES)
          .toList();
    } catch (IOException e) {
      return List.of(); // only an advice: the sentence stands without it
    }
  }
}
