package io.lepton.ingest.payload;

/** Gives what stands outside the list of readings to each of them. */
final class OuterValues {
  private final Place[] places;

  OuterValues(PayloadSpec spec) {
    places =
        Place.of(spec).stream()
            .filter(place -> PayloadPath.parse(place.path()).listDepth() == 0)
            .toArray(Place[]::new);
  }

  /** Adds all that a reading holds for places outside the list to the others. */
  void spread(Reading outer, Readings into) {
    for (int i = 0; i < into.size(); i++) {
      Reading reading = into.get(i);
      for (Place place : places) {
        add(outer, place, reading);
      }
      reading.unknown().addAll(outer.unknown());
    }
  }

  private static void add(Reading outer, Place place, Reading reading) {
    switch (place.role()) {
      case DEVICE -> reading.device(outer.device());
      case TIME -> {
        if (outer.hasTime()) {
          reading.timeMicros(outer.timeMicros());
        }
      }
      case SEQUENCE -> {
        if (outer.hasSequence()) {
          reading.sequence(outer.sequence());
        }
      }
      case NUMBER -> reading.number(place.field(), outer.number(place.field()));
      case TEXT -> reading.text(place.field(), outer.text(place.field()));
      case CHANNEL, VALUE -> {
        // not in a reading
      }
    }
  }
}
