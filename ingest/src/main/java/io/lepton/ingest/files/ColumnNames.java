package io.lepton.ingest.files;

import io.lepton.lake.PipelineException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The columns of a file, by name. */
record ColumnNames(Path file, List<String> names) {
  ColumnNames {
    names = List.copyOf(names);
  }

  int size() {
    return names.size();
  }

  int index(String column) {
    int index = names.indexOf(column);
    if (index < 0) {
      throw PipelineException.config(
          "Cannot read %s: no column '%s' (columns: %s). %s"
              .formatted(file, column, String.join(", ", names), advice(column)));
    }
    return index;
  }

  private String advice(String column) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(name, column)))
        .filter(name -> distance(name, column) <= Math.max(2, column.length() / 3))
        .map("Did you mean '%s'?"::formatted)
        .orElse("Set the mapping's column to one of these.");
  }

  /** Edits that make one name of the other, whatever their case. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
