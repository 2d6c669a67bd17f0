package io.lepton.ingest.payload;

import java.util.ArrayList;
import java.util.List;

/**
 * One path of a configuration and what is there.
 *
 * @param path as configured
 * @param role what the value is
 * @param field index of the field if it is one, else -1
 */
record Place(String path, Role role, int field) {
  /** What a value is. */
  enum Role {
    /** The device's name. */
    DEVICE,
    /** The event time. */
    TIME,
    /** The device's own count. */
    SEQUENCE,
    /** A field that is a number. */
    NUMBER,
    /** A field that is text. */
    TEXT,
    /** The name of the channel that a long reading is of. */
    CHANNEL,
    /** The value of that channel. */
    VALUE
  }

  /** All places of a message; of long readings channel and value instead of the fields. */
  static List<Place> of(PayloadSpec spec) {
    List<Place> places = new ArrayList<>();
    places.add(new Place(spec.device(), Role.DEVICE, -1));
    places.add(new Place(spec.time(), Role.TIME, -1));
    spec.sequence().ifPresent(path -> places.add(new Place(path, Role.SEQUENCE, -1)));
    if (spec.channel().isPresent()) {
      places.add(new Place(spec.channel().get().name(), Role.CHANNEL, -1));
      places.add(new Place(spec.channel().get().value(), Role.VALUE, -1));
      return places;
    }
    for (int i = 0; i < spec.fields().size(); i++) {
      FieldSpec field = spec.fields().get(i);
      boolean isNumber = field.type() == FieldSpec.Type.NUMBER;
      places.add(new Place(field.path(), isNumber ? Role.NUMBER : Role.TEXT, i));
    }
    return places;
  }
}
