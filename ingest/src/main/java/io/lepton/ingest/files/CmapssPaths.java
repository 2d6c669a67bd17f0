package io.lepton.ingest.files;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The three files of a C-MAPSS subset, each there. */
record CmapssPaths(Path train, Path test, Path remaining) {
  static CmapssPaths find(CmapssSource source) {
    return new CmapssPaths(find(source, "train_"), find(source, "test_"), find(source, "RUL_"));
  }

  private static Path find(CmapssSource source, String prefix) {
    String name = prefix + source.subset() + ".txt";
    for (String candidate : List.of(name, name + ".gz")) {
      Path file = source.directory().resolve(candidate);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw PipelineException.config(
        "Cannot read C-MAPSS subset '%1$s' in %2$s: no %3$s (expected: train_%1$s.txt, test_%1$s.txt, RUL_%1$s.txt, plain or .gz; found: %4$s). Unpack the data set there or set another directory or subset."
            .formatted(source.subset(), source.directory(), name, found(source.directory())));
  }

  private static String found(Path directory) {
    if (!Files.isDirectory(directory)) {
      return "no such directory";
    }
    try (Stream<Path> entries = Files.list(directory)) {
      List<String> names = entries.map(entry -> entry.getFileName().toString()).sorted().toList();
      return names.isEmpty() ? "an empty directory" : String.join(", ", names);
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot list %s: %s (expected: a readable directory). Check its permissions."
              .formatted(directory, e),
          e);
    }
  }
}
