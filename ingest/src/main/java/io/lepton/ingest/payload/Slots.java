package io.lepton.ingest.payload;

import java.nio.charset.StandardCharsets;

/** The kinds of {@link Slot}. */
final class Slots {
  private Slots() {}

  /** The device's name. */
  static Slot device(String path) {
    return new Slot(path, "text") {
      @Override
      void text(byte[] utf8, Filling into) {
        into.reading().device(utf8);
      }
    };
  }

  /** The device's own count. */
  static Slot sequence(String path) {
    return new Slot(path, "a whole number of 64 bits") {
      @Override
      void whole(long value, Filling into) {
        into.reading().sequence(value);
      }
    };
  }

  /** The channel's name of a long reading. */
  static Slot channel(String path) {
    return new Slot(path, "text, the name of a channel") {
      @Override
      void text(byte[] utf8, Filling into) {
        into.channelValue().channel(new String(utf8, StandardCharsets.UTF_8));
      }
    };
  }

  /** The value of a long reading, which its channel's slot takes once the reading is complete. */
  static Slot value(String path) {
    return new Slot(path, "a number or text") {
      @Override
      void whole(long value, Filling into) {
        into.channelValue().whole(value);
      }

      @Override
      void unsigned(long bits, Filling into) {
        into.channelValue().unsigned(bits);
      }

      @Override
      void number(double value, Filling into) {
        into.channelValue().number(value);
      }

      @Override
      void text(byte[] utf8, Filling into) {
        into.channelValue().text(utf8);
      }
    };
  }

  /** A column. Under EVOLVE a text column takes what an unknown field of the kind makes. */
  static Slot field(int index, FieldSpec field, UnknownFields policy) {
    return field.type() == FieldSpec.Type.NUMBER
        ? new NumberSlot(index, field.path())
        : new TextSlot(index, field.path(), policy);
  }

  private static double unsignedToDouble(long bits) {
    // half of it, the lost bit kept for the rounding
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private static final class NumberSlot extends Slot {
    private final int index;

    NumberSlot(int index, String path) {
      super(path, "a finite number");
      this.index = index;
    }

    @Override
    void whole(long value, Filling into) {
      into.reading().number(index, (double) value);
    }

    @Override
    void unsigned(long bits, Filling into) {
      into.reading().number(index, unsignedToDouble(bits));
    }

    @Override
    void number(double value, Filling into) {
      if (Double.isFinite(value)) {
        into.reading().number(index, value);
      } else {
        outOfRange(Double.toString(value), into);
      }
    }
  }

  private static final class TextSlot extends Slot {
    private final int index;
    private final UnknownFields policy;

    TextSlot(int index, String path, UnknownFields policy) {
      super(path, "text");
      this.index = index;
      this.policy = policy;
    }

    @Override
    void text(byte[] utf8, Filling into) {
      into.reading().text(index, utf8);
    }

    @Override
    boolean takesAll() {
      // a column made for an unknown list or record must go on taking it
      return policy == UnknownFields.EVOLVE;
    }
  }
}
