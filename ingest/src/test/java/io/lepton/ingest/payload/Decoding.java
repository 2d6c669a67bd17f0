package io.lepton.ingest.payload;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Configurations and what decoders make of payloads. */
final class Decoding {
  private Decoding() {}

  /** Device {@code device}, time {@code time} in milliseconds, and some fields. */
  static PayloadSpec spec(PayloadFormat format, UnknownFields policy, FieldSpec... fields) {
    return new PayloadSpec(
        format,
        "device",
        "time",
        TimeFormat.EPOCH_MILLIS,
        Optional.empty(),
        Optional.empty(),
        List.of(fields),
        policy);
  }

  static Readings decode(PayloadSpec spec, byte[] payload) throws RejectedException {
    Readings readings = new Readings(spec);
    spec.format().decoder(spec).decode(payload, readings);
    readings.check();
    return readings;
  }

  static RejectedException rejection(PayloadSpec spec, byte[] payload) {
    return catchThrowableOfType(RejectedException.class, () -> decode(spec, payload));
  }

  static Reason reason(PayloadSpec spec, byte[] payload) {
    RejectedException rejection = rejection(spec, payload);
    return rejection == null ? null : rejection.reason();
  }

  static String text(byte[] utf8) {
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }
}
