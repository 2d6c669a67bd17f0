package io.lepton.ingest.files;

import java.time.Instant;

/** The JSON of an event. */
final class EventJson {
  private EventJson() {}

  static String failure(String device, Instant time, long sequence) {
    return new JsonObject()
        .text("device", device)
        .text("time", time.toString())
        .literal("sequence", Long.toString(sequence))
        .text("kind", "failure")
        .end();
  }

  /** Something that lasted from one time to another. */
  static String spell(String device, String kind, Spell spell) {
    return new JsonObject()
        .text("device", device)
        .text("time", spell.from().toString())
        .literal("sequence", Long.toString(spell.sequence()))
        .text("kind", kind)
        .text("until", spell.until().toString())
        .end();
  }

  /** From when until when, and which of its device it is. */
  record Spell(Instant from, Instant until, long sequence) {}
}
