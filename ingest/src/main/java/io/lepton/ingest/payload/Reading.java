package io.lepton.ingest.payload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One reading of a device, reused from message to message. Text is UTF-8. */
public final class Reading {
  /** Marks a number that is absent; no decoder lets a NaN of its own pass. */
  public static final double ABSENT = Double.NaN;

  private final double[] numbers;
  private final byte[][] texts;
  private final List<UnknownField> unknown = new ArrayList<>();
  private byte[] device;
  private boolean hasTime;
  private long timeMicros;
  private boolean hasSequence;
  private long sequence;

  /**
   * A field that the configuration does not name.
   *
   * @param name its path in the message
   * @param value its value as text, as the message writes it where the format has a text form
   * @param type NUMBER if it is a number that DOUBLE can hold, else TEXT
   */
  public record UnknownField(String name, String value, FieldSpec.Type type) {}

  Reading(int fields) {
    numbers = new double[fields];
    texts = new byte[fields][];
    clear();
  }

  void clear() {
    Arrays.fill(numbers, ABSENT);
    Arrays.fill(texts, null);
    unknown.clear();
    device = null;
    hasTime = false;
    hasSequence = false;
    sequence = 0;
  }

  /** Copies all that another reading holds; both are of the same configuration. */
  void copy(Reading other) {
    System.arraycopy(other.numbers, 0, numbers, 0, numbers.length);
    System.arraycopy(other.texts, 0, texts, 0, texts.length);
    unknown.clear();
    unknown.addAll(other.unknown);
    device = other.device;
    hasTime = other.hasTime;
    timeMicros = other.timeMicros;
    hasSequence = other.hasSequence;
    sequence = other.sequence;
  }

  /** Sets the device's name; the bytes are kept, not copied. */
  public void device(byte[] name) {
    device = name;
  }

  /** The device's name. */
  public byte[] device() {
    return device;
  }

  /** Sets the event time, in microseconds since 1970 UTC. */
  public void timeMicros(long micros) {
    timeMicros = micros;
    hasTime = true;
  }

  /** The event time, in microseconds since 1970 UTC. */
  public long timeMicros() {
    return timeMicros;
  }

  /** Sets the device's own count. */
  public void sequence(long count) {
    sequence = count;
    hasSequence = true;
  }

  /** The device's own count; 0 where it has none. */
  public long sequence() {
    return sequence;
  }

  /** Sets a field that is a number. */
  public void number(int field, double value) {
    numbers[field] = value;
  }

  /** A field that is a number; {@link #ABSENT} if it has none. */
  public double number(int field) {
    return numbers[field];
  }

  /** Sets a field that is text; the bytes are kept, not copied. */
  public void text(int field, byte[] value) {
    texts[field] = value;
  }

  /** A field that is text; null if it has none. */
  public byte[] text(int field) {
    return texts[field];
  }

  /** The fields that the configuration does not name, to be added to. */
  public List<UnknownField> unknown() {
    return unknown;
  }

  /** A reading of its own, equal to this one. */
  public Reading copy() {
    Reading copy = new Reading(numbers.length);
    copy.copy(this);
    return copy;
  }

  /** Adds the fields that another reading has; where both have one, the other's stays. */
  public void add(Reading other) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.isNaN(other.numbers[i]) ? numbers[i] : other.numbers[i];
      texts[i] = other.texts[i] == null ? texts[i] : other.texts[i];
    }
    unknown.addAll(other.unknown);
  }

  /** The first field that is set; -1 if none is. */
  public int firstField() {
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isNaN(numbers[i]) || texts[i] != null) {
        return i;
      }
    }
    return -1;
  }

  boolean hasDevice() {
    return device != null && device.length > 0;
  }

  boolean hasTime() {
    return hasTime;
  }

  boolean hasSequence() {
    return hasSequence;
  }

  @Override
  public String toString() {
    return "%s at %d us, sequence %d, %s, unknown %s"
        .formatted(
            device == null ? "no device" : new String(device, StandardCharsets.UTF_8),
            timeMicros,
            sequence,
            Arrays.toString(numbers),
            unknown);
  }
}
