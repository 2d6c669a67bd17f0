package io.lepton.lake.config;

import static java.util.Comparator.comparing;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a value was written; sorts as the problems are printed. */
record Place(Kind kind, String file, int line) implements Comparable<Place> {
  static final String OVERRIDE_ORIGIN = "--set";
  static final Place NOWHERE = new Place(Kind.NOWHERE, "", 0);

  // how Typesafe Config describes what a substitution took from the environment
  private static final String ENVIRONMENT_ORIGIN = "env var";
  private static final Comparator<Place> ORDER =
      comparing(Place::kind).thenComparing(Place::file).thenComparing(Place::line);

  enum Kind {
    THE_FILE,
    OTHER_FILE,
    ENVIRONMENT,
    OVERRIDE,
    NOWHERE
  }

  static Place of(ConfigOrigin origin, String theFile) {
    String description = origin.description();
    // a section written in two places, or a text with a substitution, has a merged origin
    Matcher line =
        Pattern.compile("(?:^|,| of )" + Pattern.quote(theFile) + ": (\\d+)").matcher(description);
    if (line.find()) {
      return new Place(Kind.THE_FILE, "", Integer.parseInt(line.group(1)));
    }
    if (description.contains(OVERRIDE_ORIGIN + ": ")) {
      return new Place(Kind.OVERRIDE, "", 0);
    }
    if (description.contains(ENVIRONMENT_ORIGIN)) {
      return new Place(Kind.ENVIRONMENT, "", 0);
    }
    String file = origin.resource() == null ? origin.filename() : origin.resource();
    if (file == null || origin.lineNumber() < 1) {
      return NOWHERE;
    }
    return new Place(Kind.OTHER_FILE, lastName(file), origin.lineNumber());
  }

  /** As it stands behind a key: with a space before it, or nothing. */
  String text() {
    return switch (kind) {
      case THE_FILE -> " (line " + line + ")";
      case OTHER_FILE -> " (" + file + " line " + line + ")";
      case ENVIRONMENT -> " (environment)";
      case OVERRIDE -> " (--set)";
      case NOWHERE -> "";
    };
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  private static String lastName(String file) {
    Path name = Path.of(file).getFileName();
    return name == null ? file : name.toString();
  }
}
