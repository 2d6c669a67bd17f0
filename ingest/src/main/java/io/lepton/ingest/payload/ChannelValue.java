package io.lepton.ingest.payload;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Channel and value of a long reading, which a message may have in either order. */
final class ChannelValue {
  private enum Kind {
    NONE,
    WHOLE,
    UNSIGNED,
    NUMBER,
    TEXT
  }

  private String channel;
  private Kind kind = Kind.NONE;
  private long whole;
  private double number;
  private byte[] text;

  void clear() {
    channel = null;
    kind = Kind.NONE;
    text = null;
  }

  void copy(ChannelValue other) {
    channel = other.channel;
    kind = other.kind;
    whole = other.whole;
    number = other.number;
    text = other.text;
  }

  void channel(String name) {
    channel = name;
  }

  void whole(long value) {
    kind = Kind.WHOLE;
    whole = value;
  }

  void unsigned(long bits) {
    kind = Kind.UNSIGNED;
    whole = bits;
  }

  void number(double value) {
    kind = Kind.NUMBER;
    number = value;
  }

  void text(byte[] utf8) {
    kind = Kind.TEXT;
    text = utf8;
  }

  /**
   * Puts the value where the channel's belongs; a channel nobody configured is an unknown field.
   */
  void store(String channelPath, Map<String, Slot> channels, Filling into) {
    if (channel == null || channel.isEmpty()) {
      into.reject(
          Reason.MISSING_FIELD, "'%s' is missing (expected: a value)".formatted(channelPath));
      return;
    }
    Slot slot = channels.get(channel);
    switch (kind) {
      case NONE -> {}
      case WHOLE -> number(slot, Long.toString(whole), into);
      case UNSIGNED -> number(slot, Long.toUnsignedString(whole), into);
      case NUMBER -> number(slot, Double.toString(number), into);
      case TEXT -> {
        if (slot == null) {
          into.unknown(channel, new String(text, StandardCharsets.UTF_8), FieldSpec.Type.TEXT);
        } else {
          slot.text(text, into);
        }
      }
    }
  }

  private void number(Slot slot, String written, Filling into) {
    if (slot == null) {
      into.unknown(channel, written, FieldSpec.Type.NUMBER);
    } else if (kind == Kind.WHOLE) {
      slot.whole(whole, into);
    } else if (kind == Kind.UNSIGNED) {
      slot.unsigned(whole, into);
    } else {
      slot.number(number, into);
    }
  }
}
