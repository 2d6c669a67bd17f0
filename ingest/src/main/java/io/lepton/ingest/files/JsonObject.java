package io.lepton.ingest.files;

import java.util.regex.Pattern;

/** Writes one flat JSON object; numbers keep the text they have in the file. */
final class JsonObject {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final StringBuilder out = new StringBuilder(512).append('{');

  /** Whether the text can stand in JSON as a number. */
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  JsonObject text(String name, String value) {
    name(name);
    quoted(value);
    return this;
  }

  /** The literal goes in as it is: a number, or null. */
  JsonObject literal(String name, String literal) {
    name(name);
    out.append(literal);
    return this;
  }

  String end() {
    return out.append('}').toString();
  }

  private void name(String name) {
    if (out.length() > 1) {
      out.append(',');
    }
    quoted(name);
    out.append(':');
  }

  private void quoted(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
