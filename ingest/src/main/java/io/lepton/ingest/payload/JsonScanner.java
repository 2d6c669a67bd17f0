package io.lepton.ingest.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Goes through the bytes of one payload and refuses what RFC 8259 does not allow. Stands before a
 * value, a name or a punctuation mark; not safe for two threads.
 */
final class JsonScanner {
  private static final int MAX_DEPTH = 64;
  private static final int END = -1;
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[][] LITERALS = {ascii("null"), ascii("true"), ascii("false")};

  private final JsonNumber number = new JsonNumber();
  private byte[] bytes = {};
  private int at;
  private int textFrom;
  private int textTo;
  private boolean escaped;

  /** Stands at the start of a payload. */
  void start(byte[] payload) throws RejectedException {
    if (payload == null || payload.length == 0) {
      throw new RejectedException(Reason.MALFORMED, "no payload (expected: a JSON object)");
    }
    bytes = payload;
    at = 0;
    if (peek() != '{') {
      throw new RejectedException(Reason.MALFORMED, "no JSON object at the start (expected: '{')");
    }
  }

  /** Refuses anything but white space. */
  void end() throws RejectedException {
    if (peek() != END) {
      throw new RejectedException(
          Reason.MALFORMED, "more after the JSON object (expected: nothing)");
    }
  }

  /** The place it stands at. */
  int at() {
    return at;
  }

  /** Goes back to the start of a value that it has been over. */
  void back(int place) {
    at = place;
  }

  /** The next byte that is no white space; {@link #END} at the end. */
  int peek() {
    byte[] b = bytes;
    int i = at;
    while (i < b.length && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t')) {
      i++;
    }
    at = i;
    return i < b.length ? b[i] & 0xFF : END;
  }

  /** Goes over the brace or bracket that opens an object or list; false if it is empty. */
  boolean open(char close, int depth) throws RejectedException {
    if (depth > MAX_DEPTH) {
      throw malformed(at, "more than " + MAX_DEPTH + " objects and lists within each other");
    }
    at++;
    if (peek() == close) {
      at++;
      return false;
    }
    return true;
  }

  /** Goes over a comma, or over the brace or bracket that closes; false if it closes. */
  boolean another(char close) throws RejectedException {
    int c = peek();
    if (c != ',' && c != close) {
      throw malformed(at, c == END ? "it ends" : "neither ',' nor '" + close + "'");
    }
    at++;
    if (c == ',') {
      peek();
    }
    return c == ',';
  }

  /** Goes over a member's name and its colon if they are here and written without escapes. */
  boolean take(JsonShape.Member member) {
    byte[] b = bytes;
    if (b.length - at < Long.BYTES) {
      return take(member.written(), 0);
    }
    long different = ((long) EIGHT_BYTES.get(b, at) ^ member.head()) & member.headMask();
    return different == 0 && take(member.written(), Long.BYTES);
  }

  /** Goes over these bytes if they are here; so many of them are known to be. */
  private boolean take(byte[] written, int known) {
    byte[] b = bytes;
    int from = at;
    int length = written.length;
    if (length == 0 || length > b.length - from) {
      return false;
    }
    for (int i = known; i < length; i++) {
      if (b[from + i] != written[i]) {
        return false;
      }
    }
    at = from + length;
    return true;
  }

  /** Goes over a name and its colon; {@link #find} and {@link #text} then are about the name. */
  void name() throws RejectedException {
    if (peek() != '"') {
      throw malformed(at, at < bytes.length ? "no name in quotes" : "it ends");
    }
    string();
    if (peek() != ':') {
      throw malformed(at, at < bytes.length ? "no ':' after a name" : "it ends");
    }
    at++;
  }

  /** Goes over the text that begins here with a quote. */
  void string() throws RejectedException {
    byte[] b = bytes;
    int i = at + 1;
    textFrom = i;
    escaped = false;
    while (i < b.length) {
      int c = b[i];
      if (c == '"') {
        textTo = i;
        at = i + 1;
        return;
      }
      if (c >= ' ' && c != '\\') {
        i++;
      } else {
        i = special(i);
      }
    }
    throw malformed(i, "it ends");
  }

  private int special(int from) throws RejectedException {
    int c = bytes[from];
    escaped |= c == '\\';
    int end = -1;
    if (c == '\\') {
      end = JsonText.escapeEnd(bytes, from);
    } else if (c < 0) {
      end = Utf8.end(bytes, from, bytes.length);
    }
    if (end < 0) {
      throw malformed(
          from,
          c == '\\' ? "a wrong escape" : c < 0 ? "no UTF-8" : "a control character in a text");
    }
    return end;
  }

  /** The last text in UTF-8, a copy. */
  byte[] utf8() {
    return escaped
        ? JsonText.decoded(bytes, textFrom, textTo)
        : Arrays.copyOfRange(bytes, textFrom, textTo);
  }

  /** The last text. */
  String text() {
    return new String(utf8(), StandardCharsets.UTF_8);
  }

  /** Whether the last text equals this in UTF-8. */
  boolean isText(byte[] other) {
    return !escaped && Arrays.equals(bytes, textFrom, textTo, other, 0, other.length);
  }

  /** The member whose name is the last text; null if none is expected. */
  JsonShape.Member find(JsonShape shape) {
    if (escaped) {
      byte[] name = utf8();
      return shape.find(name, 0, name.length);
    }
    return shape.find(bytes, textFrom, textTo);
  }

  /** The index of the last text; -1 if it is not there. */
  int find(NameTable names) {
    if (escaped) {
      byte[] name = utf8();
      return names.find(name, 0, name.length);
    }
    return names.find(bytes, textFrom, textTo);
  }

  /** The time that the last text is. */
  long micros(EventTime time) throws RejectedException {
    if (escaped) {
      byte[] text = utf8();
      return time.micros(text, 0, text.length);
    }
    return time.micros(bytes, textFrom, textTo);
  }

  /** Goes over the number that begins here; it holds until the next one. */
  JsonNumber number() throws RejectedException {
    int end = number.scan(bytes, at, bytes.length);
    if (end < 0) {
      throw malformed(~end, ~end < bytes.length ? "no number" : "it ends");
    }
    at = end;
    return number;
  }

  /** The number it went over last. */
  JsonNumber lastNumber() {
    return number;
  }

  /** Whether a number begins with this byte. */
  static boolean startsNumber(int c) {
    return (c >= '0' && c <= '9') || c == '-';
  }

  /** Goes over the value that begins here, whatever it is, inside so many objects and lists. */
  void skip(int depth) throws RejectedException {
    int c = peek();
    if (c == '"') {
      string();
    } else if (startsNumber(c)) {
      number();
    } else if (c == '{') {
      boolean more = open('}', depth + 1);
      while (more) {
        name();
        skip(depth + 1);
        more = another('}');
      }
    } else if (c == '[') {
      boolean more = open(']', depth + 1);
      while (more) {
        skip(depth + 1);
        more = another(']');
      }
    } else {
      literal();
    }
  }

  /** Goes over null, true or false. */
  void literal() throws RejectedException {
    for (byte[] literal : LITERALS) {
      if (take(literal, 0)) {
        return;
      }
    }
    throw malformed(at, at < bytes.length ? "no value" : "it ends");
  }

  /** What it has been over since a place, as it is written; known to be valid. */
  String since(int place) {
    return new String(bytes, place, at - place, StandardCharsets.UTF_8);
  }

  private static RejectedException malformed(int at, String found) {
    return new RejectedException(
        Reason.MALFORMED, "no JSON at byte %d: %s (expected: a JSON object)".formatted(at, found));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
