package io.lepton.ingest.payload;

import io.lepton.ingest.payload.Reading.UnknownField;
import java.util.HashMap;
import java.util.Map;

/**
 * A message on its way to readings, for formats with typed values: the reading at hand, and the
 * first thing that is wrong, kept until the message is read to its end.
 */
final class Filling {
  private final UnknownFields policy;
  private final boolean hasChannels;
  private final String channelPath;
  private final Map<String, Slot> channels = new HashMap<>();
  private final ChannelValue outer = new ChannelValue();
  private final ChannelValue channelValue = new ChannelValue();
  private final Reading base;
  private Readings readings;
  private Reading reading;
  private RejectedException first;

  Filling(PayloadSpec spec) {
    policy = spec.unknownFields();
    hasChannels = spec.channel().isPresent();
    channelPath = spec.channel().map(PayloadSpec.ChannelPaths::name).orElse("");
    base = new Reading(spec.fields().size());
    if (hasChannels) {
      for (int i = 0; i < spec.fields().size(); i++) {
        FieldSpec field = spec.fields().get(i);
        channels.put(field.path(), Slots.field(i, field, policy));
      }
    }
  }

  /** A message begins. What is read goes to what its readings have in common. */
  void begin(Readings into) {
    into.clear();
    readings = into;
    first = null;
    base.clear();
    reading = base;
    channelValue.clear();
  }

  /** The message has no list: what was read is its reading. */
  void beginOnly() throws RejectedException {
    reading = readings.addCopy(base);
  }

  /** What was read is common to the readings of a list, whose elements follow. */
  void beginList() {
    outer.copy(channelValue);
  }

  /** An element of the list begins. */
  void beginElement() throws RejectedException {
    reading = readings.addCopy(base);
    channelValue.copy(outer);
  }

  /** All of a reading was read. */
  void endReading() {
    if (hasChannels) {
      channelValue.store(channelPath, channels, this);
    }
  }

  /**
   * All of the message was read.
   *
   * @throws RejectedException with the first thing that was wrong
   */
  void end(String list) throws RejectedException {
    if (first != null) {
      throw first;
    }
    if (readings.size() == 0) {
      throw new RejectedException(
          Reason.MISSING_FIELD, "'%s' has no elements (expected: at least one)".formatted(list));
    }
  }

  /** The reading at hand. */
  Reading reading() {
    return reading;
  }

  /** Channel and value of a long reading. */
  ChannelValue channelValue() {
    return channelValue;
  }

  /** What happens to fields that are not configured. */
  UnknownFields policy() {
    return policy;
  }

  /** Remembers what is wrong, if it is the first. */
  void reject(Reason reason, String message) {
    if (first == null) {
      first = new RejectedException(reason, message);
    }
  }

  /** Remembers that the bytes are broken, which goes before all that they seem to say. */
  void broken(String message) {
    if (first == null || first.reason() != Reason.MALFORMED) {
      first = new RejectedException(Reason.MALFORMED, message);
    }
  }

  /** A field that is not configured and not null, under QUARANTINE. */
  void rejectUnknown(String path) {
    reject(
        Reason.UNKNOWN_FIELD, "'%s' is there (expected: only configured fields)".formatted(path));
  }

  /** A field that is not configured and not null; its text is of no use under IGNORE. */
  void unknown(String path, String value, FieldSpec.Type type) {
    switch (policy) {
      case IGNORE -> {}
      case KEEP, EVOLVE -> reading.unknown().add(new UnknownField(path, value, type));
      case QUARANTINE -> rejectUnknown(path);
    }
  }
}
