package io.lepton.ingest.payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Avro's binary encoding, read from bytes nobody vouches for: no length is believed before it is
 * compared with what is there, so that neither memory nor time can exceed what the payload's size
 * allows. What does not fit is {@link Reason#MALFORMED}.
 */
final class AvroBytes {
  private static final int MOST_DEPTH = 64;
  private static final int LONGEST = 10;

  private byte[] bytes = {};
  private int at;
  private int depth;
  private int empty;

  /** Starts to read a payload. */
  void open(byte[] payload) {
    bytes = payload;
    at = 0;
    depth = 0;
    empty = payload.length;
  }

  /**
   * Passes over the head of a message of the registries' wire format: a zero, and the schema's id.
   */
  int schemaId() throws RejectedException {
    int start = take(1 + Integer.BYTES);
    if (bytes[start] != 0) {
      throw malformed("a first byte of " + bytes[start]);
    }
    return Integer.reverseBytes(intAt(start + 1));
  }

  int position() {
    return at;
  }

  void position(int position) {
    at = position;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  /** A long: zigzag, seven bits a byte. */
  long longValue() throws RejectedException {
    long bits = 0;
    for (int i = 0; i < LONGEST; i++) {
      byte next = bytes[take(1)];
      bits |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw malformed("a number longer than %d bytes".formatted(LONGEST));
  }

  int intValue() throws RejectedException {
    long value = longValue();
    if (value != (int) value) {
      throw malformed("an int of " + value);
    }
    return (int) value;
  }

  float floatValue() throws RejectedException {
    int start = take(Float.BYTES);
    return Float.intBitsToFloat(intAt(start));
  }

  double doubleValue() throws RejectedException {
    int start = take(Double.BYTES);
    return Double.longBitsToDouble(
        (intAt(start) & 0xffffffffL) | ((long) intAt(start + Integer.BYTES) << Integer.SIZE));
  }

  private int intAt(int start) {
    return (bytes[start] & 0xff)
        | (bytes[start + 1] & 0xff) << 8
        | (bytes[start + 2] & 0xff) << 16
        | bytes[start + 3] << 24;
  }

  boolean booleanValue() throws RejectedException {
    byte value = bytes[take(1)];
    if ((value & ~1) != 0) {
      throw malformed("a boolean of " + value);
    }
    return value == 1;
  }

  /** A position among some: the branch of a union, the symbol of an enum. */
  int index(int size) throws RejectedException {
    long index = longValue();
    if (index < 0 || index >= size) {
      throw malformed("number %d of %d".formatted(index, size));
    }
    return (int) index;
  }

  /** The length of bytes or text that are there. */
  int length() throws RejectedException {
    long length = longValue();
    if (length < 0 || length > bytes.length - at) {
      throw malformed("a length of " + length);
    }
    return (int) length;
  }

  void skip(int length) throws RejectedException {
    take(length);
  }

  byte[] bytes(int length) throws RejectedException {
    int start = take(length);
    byte[] copy = new byte[length];
    System.arraycopy(bytes, start, copy, 0, length);
    return copy;
  }

  /** Text, as its bytes in UTF-8. */
  byte[] text() throws RejectedException {
    int start = at;
    skipText();
    int end = at;
    at = start;
    int length = length();
    at = end;
    byte[] copy = new byte[length];
    System.arraycopy(bytes, end - length, copy, 0, length);
    return copy;
  }

  void skipText() throws RejectedException {
    int length = length();
    int start = take(length);
    for (int i = start; i < at; i++) {
      if (bytes[i] < 0) {
        requireUtf8(start, length);
        return;
      }
    }
  }

  private void requireUtf8(int start, int length) throws RejectedException {
    try {
      // the decoder refuses where String would put question marks
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
    } catch (CharacterCodingException e) {
      throw malformed("text that is no UTF-8");
    }
  }

  /** How many elements of a list or map follow; 0 at its end. */
  long block() throws RejectedException {
    long count = longValue();
    if (count < 0) {
      length(); // how long the block is, for those who skip it
      count = -count;
    }
    if (count < 0) {
      throw malformed("a list of 2^63 elements");
    }
    return count;
  }

  /** An element was read. Without bytes of their own there may be no more than the payload has. */
  void requireProgress(int before) throws RejectedException {
    if (at == before && --empty < 0) {
      throw malformed("a list of endless elements");
    }
  }

  /** One level further in; only a schema that contains itself gets far. */
  void enter() throws RejectedException {
    if (++depth > MOST_DEPTH) {
      throw malformed("more than %d levels".formatted(MOST_DEPTH));
    }
  }

  void leave() {
    depth--;
  }

  private int take(int length) throws RejectedException {
    int start = at;
    if (length > bytes.length - start) {
      throw malformed("an end");
    }
    at = start + length;
    return start;
  }

  RejectedException malformed(String found) {
    return new RejectedException(
        Reason.MALFORMED,
        "%s at byte %d (expected: an Avro record of its schema)".formatted(found, at));
  }
}
