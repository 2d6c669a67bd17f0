package io.lepton.ingest.payload;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import com.google.protobuf.TimestampProto;

/** A type of messages as protoc would describe it, and messages of it. */
final class ProtobufBuilt {
  static final String NAME = "plant.Machine";

  private ProtobufBuilt() {}

  private static FieldDescriptorProto.Builder field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(Label.LABEL_OPTIONAL);
  }

  /** In proto3: device, time, x and o of some type, state, repeated samples of x and below. */
  static FileDescriptorProto file(FieldDescriptorProto.Type type) {
    DescriptorProto sample =
        DescriptorProto.newBuilder()
            .setName("Sample")
            .addField(field("x", 1, type))
            .addField(
                field("below", 2, FieldDescriptorProto.Type.TYPE_MESSAGE)
                    .setTypeName(".plant.Machine.Sample"))
            .build();
    EnumDescriptorProto state =
        EnumDescriptorProto.newBuilder()
            .setName("State")
            .addValue(EnumValueDescriptorProto.newBuilder().setName("IDLE").setNumber(0))
            .addValue(EnumValueDescriptorProto.newBuilder().setName("BUSY").setNumber(1))
            .build();
    DescriptorProto machine =
        DescriptorProto.newBuilder()
            .setName("Machine")
            .addNestedType(sample)
            .addEnumType(state)
            .addField(field("device", 1, FieldDescriptorProto.Type.TYPE_STRING))
            .addField(
                field("time", 2, FieldDescriptorProto.Type.TYPE_MESSAGE)
                    .setTypeName(".google.protobuf.Timestamp"))
            .addField(field("x", 3, type))
            .addField(field("o", 4, type).setProto3Optional(true).setOneofIndex(0))
            .addField(
                field("state", 5, FieldDescriptorProto.Type.TYPE_ENUM)
                    .setTypeName(".plant.Machine.State"))
            .addField(
                field("samples", 6, FieldDescriptorProto.Type.TYPE_MESSAGE)
                    .setTypeName(".plant.Machine.Sample")
                    .setLabel(Label.LABEL_REPEATED))
            .addField(
                field("values", 7, FieldDescriptorProto.Type.TYPE_INT64)
                    .setLabel(Label.LABEL_REPEATED))
            .addOneofDecl(OneofDescriptorProto.newBuilder().setName("_o"))
            .build();
    return FileDescriptorProto.newBuilder()
        .setName("plant.proto")
        .setPackage("plant")
        .setSyntax("proto3")
        .addDependency("google/protobuf/timestamp.proto")
        .addMessageType(machine)
        .build();
  }

  static ByteString descriptors(FieldDescriptorProto.Type type) {
    return FileDescriptorSet.newBuilder()
        .addFile(TimestampProto.getDescriptor().toProto())
        .addFile(file(type))
        .build()
        .toByteString();
  }

  static ProtobufFormat format(FieldDescriptorProto.Type type) {
    return new ProtobufFormat(descriptors(type), NAME);
  }

  static Descriptor machine(FieldDescriptorProto.Type type) {
    try {
      FileDescriptor[] imports = {TimestampProto.getDescriptor()};
      return FileDescriptor.buildFrom(file(type), imports).findMessageTypeByName("Machine");
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With device d and a time, and all else not set. */
  static DynamicMessage.Builder message(Descriptor machine) {
    return DynamicMessage.newBuilder(machine)
        .setField(machine.findFieldByName("device"), "d")
        .setField(
            machine.findFieldByName("time"),
            Timestamp.newBuilder().setSeconds(1_767_225_600).setNanos(1_999).build());
  }

  /** The same with an x, if it is not null, in the message and in two samples. */
  static byte[] withX(FieldDescriptorProto.Type type, Object x) {
    Descriptor machine = machine(type);
    DynamicMessage.Builder message = message(machine);
    Descriptor sample = machine.findNestedTypeByName("Sample");
    message.setField(machine.findFieldByName("x"), x);
    for (int i = 0; i < 2; i++) {
      DynamicMessage.Builder element = DynamicMessage.newBuilder(sample);
      message.addRepeatedField(
          machine.findFieldByName("samples"),
          element.setField(sample.findFieldByName("x"), x).build());
    }
    return message.build().toByteArray();
  }
}
