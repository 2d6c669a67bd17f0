package io.lepton.ingest.payload;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BOOL;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_DOUBLE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_FIXED32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_FLOAT;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_SINT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_UINT64;
import static io.lepton.ingest.payload.Decoding.decode;
import static io.lepton.ingest.payload.Decoding.reason;
import static io.lepton.ingest.payload.Decoding.spec;
import static io.lepton.ingest.payload.Decoding.text;
import static io.lepton.ingest.payload.ProtobufBuilt.withX;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.UnknownFieldSet;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import io.lepton.ingest.payload.Reading.UnknownField;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProtobufDecoderTest {
  private static final FieldSpec X = FieldSpec.number("x");
  private static final FieldSpec OPTIONAL = FieldSpec.number("o");
  private static final FieldSpec IN_LIST = FieldSpec.number("y").at("samples[].x");
  private static final FieldSpec STATE = FieldSpec.text("state");

  private static PayloadSpec specOf(
      FieldDescriptorProto.Type type, UnknownFields policy, FieldSpec... fields) {
    return spec(ProtobufBuilt.format(type), policy, fields);
  }

  private static double number(FieldDescriptorProto.Type type, Object x) throws RejectedException {
    return decode(specOf(type, UnknownFields.IGNORE, X), withX(type, x)).get(0).number(0);
  }

  @Test
  void elementsOfAListShareWhatIsOutsideIt() throws RejectedException {
    Readings readings =
        decode(
            specOf(TYPE_FLOAT, UnknownFields.IGNORE, X, IN_LIST, STATE), withX(TYPE_FLOAT, 0.1f));
    assertThat(readings.size()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      Reading reading = readings.get(i);
      assertThat(text(reading.device())).isEqualTo("d");
      assertThat(reading.timeMicros()).isEqualTo(1_767_225_600_000_001L);
      assertThat(List.of(reading.number(0), reading.number(1))).containsOnly((double) 0.1f);
      assertThat(text(reading.text(2))).isEqualTo("IDLE");
    }
  }

  @Test
  void aDefaultIsAValueWhereTheTypeKnowsNoAbsence() throws RejectedException {
    Descriptor machine = ProtobufBuilt.machine(TYPE_DOUBLE);
    byte[] payload = ProtobufBuilt.message(machine).build().toByteArray();
    Reading reading =
        decode(specOf(TYPE_DOUBLE, UnknownFields.IGNORE, X, OPTIONAL), payload).get(0);
    assertThat(reading.number(0)).isZero();
    assertThat(reading.number(1)).isNaN();
    assertThat(reason(specOf(TYPE_DOUBLE, UnknownFields.IGNORE, OPTIONAL.required()), payload))
        .isEqualTo(Reason.MISSING_FIELD);
  }

  @Test
  void numbersOfAllKindsAreRead() throws RejectedException {
    assertThat(number(TYPE_SINT32, -7)).isEqualTo(-7);
    assertThat(number(TYPE_FIXED32, -1)).isEqualTo(4_294_967_295.0);
    assertThat(number(TYPE_UINT64, -1L)).isEqualTo(0x1p64);
    assertThat(number(TYPE_UINT64, Long.MIN_VALUE)).isEqualTo(0x1p63);
    PayloadSpec counted =
        new PayloadSpec(
            ProtobufBuilt.format(TYPE_UINT64),
            "device",
            "time",
            TimeFormat.ISO,
            Optional.of("x"),
            Optional.empty(),
            List.of(),
            UnknownFields.IGNORE);
    assertThat(reason(counted, withX(TYPE_UINT64, -1L))).isEqualTo(Reason.OUT_OF_RANGE);
    assertThat(decode(counted, withX(TYPE_UINT64, 9L)).get(0).sequence()).isEqualTo(9);
  }

  @Test
  void whatIsNoFiniteNumberIsRefused() {
    PayloadSpec spec = specOf(TYPE_FLOAT, UnknownFields.IGNORE, X);
    assertThat(reason(spec, withX(TYPE_FLOAT, Float.NaN))).isEqualTo(Reason.OUT_OF_RANGE);
    assertThat(reason(specOf(TYPE_BOOL, UnknownFields.IGNORE, X), withX(TYPE_BOOL, true)))
        .isEqualTo(Reason.WRONG_TYPE);
    assertThat(reason(specOf(TYPE_STRING, UnknownFields.IGNORE, X), withX(TYPE_STRING, "1")))
        .isEqualTo(Reason.WRONG_TYPE);
    Descriptor machine = ProtobufBuilt.machine(TYPE_FLOAT);
    byte[] list =
        ProtobufBuilt.message(machine)
            .addRepeatedField(machine.findFieldByName("values"), 1L)
            .build()
            .toByteArray();
    assertThat(reason(specOf(TYPE_FLOAT, UnknownFields.IGNORE, X.at("values")), list))
        .isEqualTo(Reason.WRONG_TYPE);
  }

  @Test
  void unknownFieldsFollowThePolicy() throws RejectedException {
    byte[] payload = withX(TYPE_UINT64, -1L);
    PayloadSpec keep = specOf(TYPE_UINT64, UnknownFields.KEEP);
    assertThat(decode(keep, payload).get(0).unknown())
        .containsExactly(
            new UnknownField("x", "18446744073709551615", FieldSpec.Type.NUMBER),
            new UnknownField(
                "samples",
                "[{\"x\":18446744073709551615},{\"x\":18446744073709551615}]",
                FieldSpec.Type.TEXT));
    assertThat(reason(specOf(TYPE_UINT64, UnknownFields.QUARANTINE), payload))
        .isEqualTo(Reason.UNKNOWN_FIELD);
    PayloadSpec evolved = specOf(TYPE_UINT64, UnknownFields.EVOLVE, X, FieldSpec.text("samples"));
    assertThat(text(decode(evolved, payload).get(0).text(1))).startsWith("[{\"x\":184");
    PayloadSpec elements =
        specOf(TYPE_UINT64, UnknownFields.EVOLVE, X, FieldSpec.text("sample").at("samples[]"));
    assertThat(text(decode(elements, payload).get(1).text(1))).startsWith("{\"x\":184");
  }

  @Test
  void numbersTheTypeDoesNotHaveAreUnknownFieldsToo() throws RejectedException {
    UnknownFieldSet more =
        UnknownFieldSet.newBuilder()
            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(5).build())
            .build();
    byte[] payload =
        ProtobufBuilt.message(ProtobufBuilt.machine(TYPE_DOUBLE))
            .setUnknownFields(more)
            .build()
            .toByteArray();
    assertThat(decode(specOf(TYPE_DOUBLE, UnknownFields.KEEP), payload).get(0).unknown())
        .containsExactly(new UnknownField("field-99", "5", FieldSpec.Type.NUMBER));
    assertThat(reason(specOf(TYPE_DOUBLE, UnknownFields.QUARANTINE), payload))
        .isEqualTo(Reason.UNKNOWN_FIELD);
    PayloadSpec evolved =
        specOf(TYPE_DOUBLE, UnknownFields.EVOLVE, FieldSpec.number("more").at("field-99"));
    assertThat(decode(evolved, payload).get(0).number(0)).isEqualTo(5);
  }
}
