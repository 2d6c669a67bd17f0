package io.lepton.notebooks.explore;

import io.lepton.jobs.config.PipelineConfig;
import io.lepton.lake.PipelineException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pipeline's file and what is to be read in place of some of its keys.
 *
 * @param file the pipeline's file
 * @param overrides other values for keys of the file
 */
public record Settings(Path file, Map<String, String> overrides) {
  /** Copies the overrides. */
  public Settings {
    overrides = new LinkedHashMap<>(overrides);
  }

  /**
   * The same with more overrides, which win.
   *
   * @param more such as {@code training.epochs=3}
   */
  public Settings with(String... more) {
    Map<String, String> all = new LinkedHashMap<>(overrides);
    for (String setting : more) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw PipelineException.config(
            "Cannot set '%s': there is no '=' (expected: KEY=VALUE, such as 'training.epochs=3')."
                .formatted(setting));
      }
      all.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
    }
    return new Settings(file, all);
  }

  /** The same, with a lake that is where {@code lake.root} says as seen from a folder. */
  Settings seenFrom(Path folder) {
    String root = config().lakeRoot();
    return root.contains(":") || root.startsWith("/")
        ? this
        : with("lake.root=" + folder.toAbsolutePath().resolve(root).normalize());
  }

  PipelineConfig config() {
    return PipelineConfig.open(file, overrides);
  }
}
