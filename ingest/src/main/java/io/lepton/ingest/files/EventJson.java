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
}
