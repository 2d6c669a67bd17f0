package io.lepton.jobs.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/** Text of unknown origin, so that a terminal shows it and does nothing else. */
public final class PrintableText {
  /** Characters shown. */
  public static final int LONGEST = 200;

  private PrintableText() {}

  /** Bytes that may be UTF-8. */
  public static String of(byte[] bytes) {
    return of(new String(bytes, UTF_8));
  }

  /** One line of at most 200 characters; what cannot be seen is escaped. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      String one = isVisible(point) ? Character.toString(point) : escaped(point);
      if (shown.length() + one.length() > LONGEST - 3) {
        return shown + "...";
      }
      shown.append(one);
    }
    return shown.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      // Formats turn the direction of text; lone surrogates and private ones have no shape.
      case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String escaped(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          point < 0x100
              ? String.format(Locale.ROOT, "\\x%02x", point)
              : String.format(Locale.ROOT, "\\u%04x", point);
    };
  }
}
