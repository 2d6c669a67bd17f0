package io.lepton.ingest.payload;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_DOUBLE;
import static io.lepton.ingest.payload.Decoding.reason;
import static io.lepton.ingest.payload.Decoding.spec;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class ProtobufHostileTest {
  private static final PayloadSpec SPEC =
      spec(
          ProtobufBuilt.format(TYPE_DOUBLE),
          UnknownFields.KEEP,
          FieldSpec.number("x"),
          FieldSpec.number("y").at("samples[].x"));

  private static Reason of(String hex) {
    return reason(SPEC, HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void brokenBytesAreMalformed() {
    assertThat(reason(SPEC, null)).isEqualTo(Reason.MALFORMED);
    assertThat(of("0a ff ff ff ff 07 64")).as("a length of 2^31 - 1").isEqualTo(Reason.MALFORMED);
    assertThat(of("0a ff ff ff ff ff ff ff ff ff 01")).as("-1").isEqualTo(Reason.MALFORMED);
    assertThat(of("0a 02 64")).as("an end").isEqualTo(Reason.MALFORMED);
    assertThat(of("0a 02 c3 28")).as("no UTF-8").isEqualTo(Reason.MALFORMED);
    assertThat(of("18 01")).as("x as a varint").isEqualTo(Reason.MALFORMED);
    assertThat(of("0b 0c")).as("a group for the device").isEqualTo(Reason.MALFORMED);
    assertThat(of("00")).as("field 0").isEqualTo(Reason.MALFORMED);
    assertThat(of("32 02 08 01")).as("x of a sample as a varint").isEqualTo(Reason.MALFORMED);
    byte[] payload = ProtobufBuilt.withX(TYPE_DOUBLE, 1.0);
    assertThat(reason(SPEC, payload)).isNull();
    assertThat(reason(SPEC, Arrays.copyOf(payload, payload.length - 1)))
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void depthIsBounded() {
    ByteArrayOutputStream groups = new ByteArrayOutputStream();
    for (int i = 0; i < 300_000; i++) {
      groups.writeBytes(new byte[] {(byte) 0xfb, 0x01}); // group 31 begins
    }
    assertThat(reason(SPEC, groups.toByteArray())).isEqualTo(Reason.MALFORMED);

    Descriptor sample = ProtobufBuilt.machine(TYPE_DOUBLE).findNestedTypeByName("Sample");
    DynamicMessage nested = DynamicMessage.newBuilder(sample).build();
    for (int i = 0; i < 500; i++) {
      nested =
          DynamicMessage.newBuilder(sample)
              .setField(sample.findFieldByName("below"), nested)
              .build();
    }
    byte[] element = nested.toByteArray();
    ByteArrayOutputStream deep = new ByteArrayOutputStream();
    deep.write(0x32);
    deep.write((element.length & 0x7f) | 0x80);
    deep.write(element.length >> 7);
    deep.writeBytes(element);
    assertThat(reason(SPEC, deep.toByteArray())).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void aListOfEmptyMessagesMakesNoMoreReadingsThanItMay() {
    byte[] payload = new byte[40_000];
    for (int i = 0; i < payload.length; i += 2) {
      payload[i] = 0x32;
    }
    assertThat(reason(SPEC, payload)).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void everyBrokenPayloadIsRefusedAndNothingElse() {
    assertThat(Fuzz.decode(SPEC, ProtobufBuilt.withX(TYPE_DOUBLE, 12.5)))
        .containsKeys("ok", "malformed", "missing-field");
  }
}
