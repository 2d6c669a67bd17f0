package io.lepton.ingest.payload;

import static io.lepton.ingest.payload.Decoding.reason;
import static io.lepton.ingest.payload.Decoding.spec;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

final class AvroHostileTest {
  private static final String HUGE = "fe ff ff ff ff ff ff ff ff 01"; // 2^63 - 1
  private static final String START = "02 64 d0 0f "; // device d, time 1000

  private static PayloadSpec specOf(String typeOfX, UnknownFields policy) {
    return spec(new AvroFormat(new AvroSchemas.Fixed(AvroBuilt.withX(typeOfX))), policy);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static void refusedCheaply(String typeOfX, String x, Reason expected) {
    byte[] payload = hex(START + x);
    for (UnknownFields policy : List.of(UnknownFields.IGNORE, UnknownFields.KEEP)) {
      PayloadSpec spec = specOf(typeOfX, policy);
      reason(spec, payload);
      long before = Fuzz.allocatedBytes();
      assertThat(reason(spec, payload)).as("%s %s", typeOfX, policy).isEqualTo(expected);
      assertThat(Fuzz.allocatedBytes() - before).isLessThan(4 << 20);
    }
  }

  @Test
  void aLengthIsNotBelieved() {
    refusedCheaply("\"string\"", HUGE, Reason.MALFORMED);
    refusedCheaply("\"bytes\"", "fe ff ff ff 0f", Reason.MALFORMED); // 2^31 - 1
    refusedCheaply("\"bytes\"", "01", Reason.MALFORMED); // -1
    refusedCheaply("{\"type\": \"map\", \"values\": \"int\"}", HUGE, Reason.MALFORMED);
    refusedCheaply(
        "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 2000000000}", "00", Reason.MALFORMED);
    refusedCheaply("[\"null\", \"int\"]", HUGE, Reason.MALFORMED);
    refusedCheaply("\"long\"", "ff ff ff ff ff ff ff ff ff ff ff", Reason.MALFORMED);
    refusedCheaply("\"int\"", HUGE, Reason.MALFORMED);
    refusedCheaply("\"string\"", "04 c3 28", Reason.MALFORMED); // no UTF-8
  }

  @Test
  void aListOfElementsWithoutBytesEnds() {
    refusedCheaply("{\"type\": \"array\", \"items\": \"null\"}", HUGE + "00", Reason.MALFORMED);
    refusedCheaply(
        "{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": \"null\"}}",
        HUGE + (HUGE + "00").repeat(1000) + "00",
        Reason.MALFORMED);
    refusedCheaply(
        "{\"type\": \"array\", \"items\": \"long\"}",
        "ff ff ff ff ff ff ff ff ff 01 00", // -2^63
        Reason.MALFORMED);
    refusedCheaply(
        "{\"type\": \"array\", \"items\": \"null\"}", "06 00", null); // three nulls are fine
  }

  @Test
  void aSchemaThatContainsItselfGoesNoDeeperThanItMay() {
    String list =
        "{\"type\": \"record\", \"name\": \"N\", \"fields\":"
            + " [{\"name\": \"next\", \"type\": [\"null\", \"N\"]}]}";
    refusedCheaply(list, "02".repeat(100_000) + "00", Reason.MALFORMED);
    refusedCheaply(list, "02".repeat(20) + "00", null);
  }

  @Test
  void aListOfSmallElementsMakesNoMoreReadingsThanItMay() {
    String type = "{\"type\": \"array\", \"items\": [\"null\", \"long\"]}";
    PayloadSpec spec =
        spec(
            new AvroFormat(new AvroSchemas.Fixed(AvroBuilt.withX(type))),
            UnknownFields.IGNORE,
            FieldSpec.number("x").at("x[]"));
    byte[] payload = AvroBuilt.recordWithX(type, Collections.nCopies(20_000, null));
    assertThat(reason(spec, payload)).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void everyBrokenPayloadIsRefusedAndNothingElse() {
    Schema schema = AvroBuilt.schema(AvroBuilt.MACHINE);
    Schema sample = schema.getField("samples").schema().getTypes().get(1).getElementType();
    byte[] payload =
        AvroBuilt.bytes(
            new GenericRecordBuilder(schema)
                .set("device", "dévice-1")
                .set("time", 1_767_243_600_123_456L)
                .set(
                    "samples",
                    IntStream.range(0, 5)
                        .mapToObj(i -> new GenericRecordBuilder(sample).set("speed", 1f).build())
                        .toList())
                .set("tags", Map.of("a", 1, "b", 2))
                .build());
    PayloadSpec spec =
        spec(
            new AvroFormat(new AvroSchemas.Fixed(AvroBuilt.MACHINE)),
            UnknownFields.KEEP,
            FieldSpec.number("speed").at("samples[].speed"));

    assertThat(Fuzz.decode(spec, payload)).containsKeys("ok", "malformed", "missing-field");
  }
}
