package io.lepton.ingest.files;

/** Whether the quotes of a delimited line are in order. */
enum Quotes {
  /** Every quoted cell ends. */
  CLOSED,
  /** The last cell goes on in the next line. */
  OPEN,
  /** Something stands between a closing quote and the delimiter. */
  BROKEN;

  private enum Place {
    CELL_START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE
  }

  static Quotes of(String text, char delimiter) {
    Place place = Place.CELL_START;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (place == Place.AFTER_QUOTE && c != '"' && c != delimiter && c != ' ') {
        return BROKEN;
      }
      place = next(place, c, delimiter);
    }
    return place == Place.QUOTED ? OPEN : CLOSED;
  }

  private static Place next(Place place, char c, char delimiter) {
    return switch (place) {
      case QUOTED -> c == '"' ? Place.AFTER_QUOTE : Place.QUOTED;
      // a quote inside an unquoted cell is a character like any other
      case PLAIN -> c == delimiter ? Place.CELL_START : Place.PLAIN;
      case AFTER_QUOTE -> afterQuote(c, delimiter);
      case CELL_START -> cellStart(c, delimiter);
    };
  }

  private static Place afterQuote(char c, char delimiter) {
    if (c == '"') {
      return Place.QUOTED;
    }
    return c == delimiter ? Place.CELL_START : Place.AFTER_QUOTE;
  }

  private static Place cellStart(char c, char delimiter) {
    if (c == '"') {
      return Place.QUOTED;
    }
    return c == delimiter || c == ' ' ? Place.CELL_START : Place.PLAIN;
  }
}
