package io.lepton.ingest.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values of fields as text: scalars as they are, messages and lists as JSON. */
final class ProtobufText {
  private static final String TIMESTAMP = "google.protobuf.Timestamp";

  private ProtobufText() {}

  static boolean isTimestamp(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType().getFullName().equals(TIMESTAMP);
  }

  static boolean isUnsigned(FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, UINT64, FIXED32, FIXED64 -> true;
      default -> false;
    };
  }

  /** The bits of a number without a sign. */
  static long unsigned(Object value) {
    return value instanceof Integer bits ? Integer.toUnsignedLong(bits) : (Long) value;
  }

  /** Whether the value of an enum has a name. */
  static boolean isKnown(Object value) {
    return ((EnumValueDescriptor) value).getIndex() >= 0;
  }

  /** Its type as a proto file writes it. */
  static String typeName(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> field.getMessageType().getFullName();
      case ENUM -> field.getEnumType().getFullName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  /** Whether the values are numbers that a double can hold. */
  static FieldSpec.Type type(FieldDescriptor field) {
    if (field.isRepeated()) {
      return FieldSpec.Type.TEXT;
    }
    return switch (field.getJavaType()) {
      case INT, LONG, FLOAT, DOUBLE -> FieldSpec.Type.NUMBER;
      default -> FieldSpec.Type.TEXT;
    };
  }

  /** The value of a field; of a repeated one all values or one of them. */
  static String of(FieldDescriptor field, Object value) throws RejectedException {
    if (value instanceof List<?> || field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      return ValueText.of(to -> field(field, value, to));
    }
    return scalar(field, value);
  }

  private static String scalar(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case INT, LONG ->
          isUnsigned(field) ? Long.toUnsignedString(unsigned(value)) : String.valueOf(value);
      case BYTE_STRING -> ValueText.hex(((ByteString) value).toByteArray());
      case ENUM -> {
        EnumValueDescriptor constant = (EnumValueDescriptor) value;
        yield isKnown(value) ? constant.getName() : Integer.toString(constant.getNumber());
      }
      default -> String.valueOf(value);
    };
  }

  private static void field(FieldDescriptor field, Object value, JsonGenerator to)
      throws IOException, RejectedException {
    if (value instanceof List<?> list) {
      to.writeStartArray();
      for (Object element : list) {
        element(field, element, to);
      }
      to.writeEndArray();
    } else {
      element(field, value, to);
    }
  }

  private static void element(FieldDescriptor field, Object value, JsonGenerator to)
      throws IOException, RejectedException {
    switch (field.getJavaType()) {
      case MESSAGE -> message((Message) value, to);
      case BOOLEAN -> to.writeBoolean((Boolean) value);
      case FLOAT -> to.writeNumber((Float) value);
      case DOUBLE -> to.writeNumber((Double) value);
      case INT, LONG -> to.writeNumber(scalar(field, value));
      default -> to.writeString(scalar(field, value));
    }
    ValueText.requireSpace(to);
  }

  private static void message(Message message, JsonGenerator to)
      throws IOException, RejectedException {
    to.writeStartObject();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      to.writeFieldName(field.getKey().getName());
      field(field.getKey(), field.getValue(), to);
    }
    to.writeEndObject();
  }

  /** How many values an unknown number has. */
  static int count(UnknownFieldSet.Field field) {
    return field.getVarintList().size()
        + field.getFixed32List().size()
        + field.getFixed64List().size()
        + field.getLengthDelimitedList().size()
        + field.getGroupList().size();
  }

  /** The value of an unknown number: one varint as a number, all else as its bytes on the wire. */
  static String of(int number, UnknownFieldSet.Field field) {
    if (count(field) == 1 && field.getVarintList().size() == 1) {
      return Long.toUnsignedString(field.getVarintList().get(0));
    }
    if (count(field) == 1 && field.getLengthDelimitedList().size() == 1) {
      return ValueText.hex(field.getLengthDelimitedList().get(0).toByteArray());
    }
    UnknownFieldSet alone = UnknownFieldSet.newBuilder().addField(number, field).build();
    return ValueText.hex(alone.toByteArray());
  }
}
