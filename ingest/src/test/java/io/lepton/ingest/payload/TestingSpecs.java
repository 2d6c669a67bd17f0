package io.lepton.ingest.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lepton.ingest.payload.PayloadSpec.ChannelPaths;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Configurations of payloads, and what their decoders make of texts. */
final class TestingSpecs {
  private TestingSpecs() {}

  /** Flat: device, time, sequence, pressure, flow (numbers) and site (text). */
  static PayloadSpec pumps(PayloadFormat format, UnknownFields policy) {
    return new PayloadSpec(
        format,
        "device",
        "time",
        TimeFormat.ISO,
        Optional.of("sequence"),
        Optional.empty(),
        List.of(
            FieldSpec.number("pressure").required().within(0, 100),
            FieldSpec.number("flow"),
            FieldSpec.text("site")),
        policy);
  }

  /** Nested, with a list of readings inside; device and site stand outside of it. */
  static PayloadSpec samples(UnknownFields policy) {
    return new PayloadSpec(
        new JsonFormat(),
        "meta.device",
        "data.samples[].at",
        TimeFormat.EPOCH_SECONDS,
        Optional.empty(),
        Optional.empty(),
        List.of(
            FieldSpec.number("pressure").at("data.samples[].pressure.value"),
            FieldSpec.number("flow").at("data.samples[].flow"),
            FieldSpec.text("site").at("meta.site")),
        policy);
  }

  /** Long: each element of a list has one channel. */
  static PayloadSpec channels(UnknownFields policy) {
    return new PayloadSpec(
        new JsonFormat(),
        "d",
        "t",
        TimeFormat.EPOCH_MILLIS,
        Optional.of("n"),
        Optional.of(new ChannelPaths("v[].c", "v[].x")),
        List.of(FieldSpec.number("pressure"), FieldSpec.text("site").at("the site")),
        policy);
  }

  /** The same with another format of time. */
  static PayloadSpec with(TimeFormat format, PayloadSpec spec) {
    return new PayloadSpec(
        spec.format(),
        spec.device(),
        spec.time(),
        format,
        spec.sequence(),
        spec.channel(),
        spec.fields(),
        spec.unknownFields());
  }

  static Readings read(PayloadSpec spec, String payload) throws RejectedException {
    Readings readings = new Readings(spec);
    spec.format().decoder(spec).decode(payload.getBytes(StandardCharsets.UTF_8), readings);
    readings.check();
    return readings;
  }

  static RejectedException rejected(PayloadSpec spec, String payload) {
    RejectedException rejected =
        catchThrowableOfType(RejectedException.class, () -> read(spec, payload));
    assertThat(rejected).as(payload).isNotNull();
    return rejected;
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
