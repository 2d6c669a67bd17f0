package io.lepton.ingest.payload;

import static io.lepton.ingest.payload.Decoding.decode;
import static io.lepton.ingest.payload.Decoding.reason;
import static io.lepton.ingest.payload.Decoding.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.payload.PayloadSpec.ChannelPaths;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import io.lepton.ingest.payload.Reading.UnknownField;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

final class AvroLongReadingsTest {
  // the value stands before the channel's name
  private static final String SCHEMA =
      """
      {"type": "record", "name": "L", "fields": [
        {"name": "n", "type": "long"},
        {"name": "value", "type": ["null", "double", "string", "boolean"]},
        {"name": "device", "type": "string"},
        {"name": "time", "type": "string"},
        {"name": "channel", "type": "string"}]}
      """;

  private static PayloadSpec spec(UnknownFields policy) {
    return new PayloadSpec(
        new AvroFormat(new AvroSchemas.Fixed(SCHEMA)),
        "device",
        "time",
        TimeFormat.ISO,
        Optional.of("n"),
        Optional.of(new ChannelPaths("channel", "value")),
        List.of(FieldSpec.number("temperature").at("TEMP"), FieldSpec.text("mode").at("MODE")),
        policy);
  }

  private static byte[] message(String channel, Object value) {
    Schema schema = AvroBuilt.schema(SCHEMA);
    return AvroBuilt.bytes(
        new GenericRecordBuilder(schema)
            .set("n", 5L)
            .set("value", value)
            .set("device", "d")
            .set("time", "2026-01-01T01:00:00.000001+01:00")
            .set("channel", channel)
            .build());
  }

  @Test
  void theValueGoesToTheColumnOfItsChannel() throws RejectedException {
    Reading number = decode(spec(UnknownFields.IGNORE), message("TEMP", 21.5)).get(0);
    assertThat(number.number(0)).isEqualTo(21.5);
    assertThat(number.sequence()).isEqualTo(5);
    assertThat(number.timeMicros()).isEqualTo(1_767_225_600_000_001L);
    Reading text = decode(spec(UnknownFields.IGNORE), message("MODE", "auto")).get(0);
    assertThat(text.number(0)).isNaN();
    assertThat(text(text.text(1))).isEqualTo("auto");
  }

  @Test
  void aValueOfAnotherTypeThanItsChannelsIsRefused() {
    assertThat(reason(spec(UnknownFields.IGNORE), message("TEMP", "warm")))
        .isEqualTo(Reason.WRONG_TYPE);
    assertThat(reason(spec(UnknownFields.IGNORE), message("MODE", true)))
        .isEqualTo(Reason.WRONG_TYPE);
    assertThat(reason(spec(UnknownFields.IGNORE), message("", 1.0)))
        .isEqualTo(Reason.MISSING_FIELD);
  }

  @Test
  void aChannelNobodyConfiguredIsAnUnknownField() throws RejectedException {
    byte[] payload = message("HUM", 40.0);
    assertThat(decode(spec(UnknownFields.KEEP), payload).get(0).unknown())
        .containsExactly(new UnknownField("HUM", "40.0", FieldSpec.Type.NUMBER));
    assertThat(decode(spec(UnknownFields.IGNORE), payload).get(0).unknown()).isEmpty();
    assertThat(reason(spec(UnknownFields.QUARANTINE), payload)).isEqualTo(Reason.UNKNOWN_FIELD);
  }
}
