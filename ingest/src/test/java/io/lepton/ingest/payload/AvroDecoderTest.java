package io.lepton.ingest.payload;

import static io.lepton.ingest.payload.AvroBuilt.recordWithX;
import static io.lepton.ingest.payload.AvroBuilt.withX;
import static io.lepton.ingest.payload.Decoding.decode;
import static io.lepton.ingest.payload.Decoding.reason;
import static io.lepton.ingest.payload.Decoding.rejection;
import static io.lepton.ingest.payload.Decoding.spec;
import static io.lepton.ingest.payload.Decoding.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.payload.Reading.UnknownField;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AvroDecoderTest {
  private static final FieldSpec SPEED = FieldSpec.number("speed").at("samples[].speed");
  private static final FieldSpec OIL = FieldSpec.number("oil").at("samples[].oil.pressure");
  private static final FieldSpec STATE = FieldSpec.text("state");
  private static final String ARRAY = "{'type': 'array', 'items': 'long'}".replace('\'', '"');

  private static PayloadFormat format(String schema) {
    return new AvroFormat(new AvroSchemas.Fixed(schema));
  }

  private static PayloadSpec specOfX(String type, UnknownFields policy, FieldSpec... fields) {
    return spec(format(withX(type)), policy, fields);
  }

  private static byte[] machine() {
    Schema schema = AvroBuilt.schema(AvroBuilt.MACHINE);
    Schema list = schema.getField("samples").schema().getTypes().get(1);
    Schema sample = list.getElementType();
    Schema oil = sample.getField("oil").schema().getTypes().get(1);
    byte[] unscaled = new BigDecimal("2.125").unscaledValue().toByteArray();
    GenericRecord pressed =
        new GenericRecordBuilder(oil).set("pressure", ByteBuffer.wrap(unscaled)).build();
    return AvroBuilt.bytes(
        new GenericRecordBuilder(schema)
            .set("device", "press-ä")
            .set("time", 1_767_243_600_123_456L)
            .set("count", 7)
            .set(
                "samples",
                List.of(
                    new GenericRecordBuilder(sample).set("speed", 0.1f).build(),
                    new GenericRecordBuilder(sample).set("speed", -3f).set("oil", pressed).build()))
            .set("state", new GenericData.EnumSymbol(schema.getField("state").schema(), "BUSY"))
            .set("tags", Map.of("a", 1))
            .build());
  }

  @Test
  void readsElementsOfAListWithWhatStandsBeforeAndAfterIt() throws RejectedException {
    Readings readings =
        decode(spec(format(AvroBuilt.MACHINE), UnknownFields.IGNORE, SPEED, OIL, STATE), machine());

    assertThat(readings.size()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      assertThat(text(readings.get(i).device())).isEqualTo("press-ä");
      assertThat(readings.get(i).timeMicros()).isEqualTo(1_767_243_600_123_456L);
      assertThat(text(readings.get(i).text(2))).isEqualTo("BUSY");
    }
    assertThat(readings.get(0).number(0)).isEqualTo((double) 0.1f);
    assertThat(readings.get(0).number(1)).isNaN();
    assertThat(readings.get(1).number(0)).isEqualTo(-3.0);
    assertThat(readings.get(1).number(1)).isEqualTo(2.125);
  }

  @Test
  void keepsUnknownScalarsByTheirPathsAndTheRestAsJson() throws RejectedException {
    Readings readings =
        decode(spec(format(AvroBuilt.MACHINE), UnknownFields.KEEP, SPEED, OIL), machine());

    assertThat(readings.get(0).unknown())
        .containsExactly(
            new UnknownField("count", "7", FieldSpec.Type.NUMBER),
            new UnknownField("state", "BUSY", FieldSpec.Type.TEXT),
            new UnknownField("tags", "{\"a\":1}", FieldSpec.Type.TEXT));
    assertThat(readings.get(1).unknown())
        .contains(new UnknownField("samples[].oil.ok", "true", FieldSpec.Type.TEXT));
    assertThat(decode(spec(format(AvroBuilt.MACHINE), UnknownFields.KEEP), machine()).get(0))
        .extracting(reading -> reading.unknown().get(1).value())
        .isEqualTo(
            "[{\"speed\":0.1,\"oil\":null},"
                + "{\"speed\":-3.0,\"oil\":{\"pressure\":\"2.125\",\"ok\":true}}]");
  }

  @Test
  void aFieldNobodyConfiguredIsRefusedIfTheConfigurationWantsNone() {
    PayloadSpec spec = specOfX("[\"null\", \"int\"]", UnknownFields.QUARANTINE, new FieldSpec[0]);
    assertThat(reason(spec, recordWithX("[\"null\", \"int\"]", 1))).isEqualTo(Reason.UNKNOWN_FIELD);
    assertThat(reason(spec, recordWithX("[\"null\", \"int\"]", null))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "boolean | true | the schema says boolean",
        "string | 1 | a text is no number",
        "{'type':'bytes'} | | bytes",
      },
      quoteCharacter = '"')
  void aTypeThatIsNoNumberIsNotConverted(String type, String value, String why) {
    String json = type.startsWith("{") ? type.replace('\'', '"') : '"' + type + '"';
    Object x =
        switch (type) {
          case "boolean" -> true;
          case "string" -> value;
          default -> ByteBuffer.wrap(new byte[1]);
        };
    PayloadSpec spec = specOfX(json, UnknownFields.IGNORE, FieldSpec.number("x"));
    assertThat(reason(spec, recordWithX(json, x))).as(why).isEqualTo(Reason.WRONG_TYPE);
  }

  @Test
  void aColumnThatUnknownListMadeGoesOnTakingIt() throws RejectedException {
    byte[] payload = recordWithX(ARRAY, List.of(1L, 2L));
    assertThat(decode(specOfX(ARRAY, UnknownFields.EVOLVE), payload).get(0).unknown().get(0))
        .isEqualTo(new UnknownField("x", "[1,2]", FieldSpec.Type.TEXT));
    PayloadSpec evolved = specOfX(ARRAY, UnknownFields.EVOLVE, FieldSpec.text("x"));
    assertThat(text(decode(evolved, payload).get(0).text(0))).isEqualTo("[1,2]");
    PayloadSpec fixed = specOfX(ARRAY, UnknownFields.KEEP, FieldSpec.text("x"));
    assertThat(reason(fixed, payload)).isEqualTo(Reason.WRONG_TYPE);
  }

  @Test
  void aNumberThatIsNotFiniteIsOutOfRange() {
    PayloadSpec spec = specOfX("\"double\"", UnknownFields.IGNORE, FieldSpec.number("x"));
    assertThat(reason(spec, recordWithX("\"double\"", Double.NaN))).isEqualTo(Reason.OUT_OF_RANGE);
    assertThat(reason(spec, recordWithX("\"double\"", Double.NEGATIVE_INFINITY)))
        .isEqualTo(Reason.OUT_OF_RANGE);
  }

  @Test
  void aLocalTimeIsNoEventTime() {
    String local =
        withX("\"int\"")
            .replace(
                "\"long\"", "{\"type\": \"long\", \"logicalType\": \"local-timestamp-millis\"}");
    assertThat(rejection(spec(format(local), UnknownFields.IGNORE), recordWithX("\"int\"", 1)))
        .hasMessageContaining("local-timestamp-millis")
        .extracting(RejectedException::reason)
        .isEqualTo(Reason.WRONG_TYPE);
  }

  @Test
  void bytesAfterTheRecordAndAMissingByteAreMalformedWhateverComesBefore() {
    PayloadSpec spec = specOfX("\"string\"", UnknownFields.IGNORE, FieldSpec.number("x"));
    byte[] payload = recordWithX("\"string\"", "abc");
    assertThat(reason(spec, payload)).isEqualTo(Reason.WRONG_TYPE);
    assertThat(reason(spec, Arrays.copyOf(payload, payload.length + 1)))
        .isEqualTo(Reason.MALFORMED);
    assertThat(reason(spec, Arrays.copyOf(payload, payload.length - 1)))
        .isEqualTo(Reason.MALFORMED);
    assertThat(reason(spec, null)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void anEmptyListHasNoReading() {
    PayloadSpec spec = specOfX(ARRAY, UnknownFields.IGNORE, FieldSpec.number("x").at("x[]"));
    assertThat(reason(spec, recordWithX(ARRAY, List.of()))).isEqualTo(Reason.MISSING_FIELD);
    assertThat(reason(spec, recordWithX(ARRAY, List.of(1L)))).isNull();
  }
}
