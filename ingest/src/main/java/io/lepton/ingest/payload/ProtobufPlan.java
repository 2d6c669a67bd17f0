package io.lepton.ingest.payload;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How messages of one type, at one path, become readings. Not safe for two threads. */
final class ProtobufPlan {
  private final PathTree tree;
  private final List<Child> children = new ArrayList<>();
  private final Set<FieldDescriptor> configured = new HashSet<>();
  private final Found found;

  /** A field some path leads through; below is null unless it is a message on the way. */
  private record Child(FieldDescriptor field, PathTree tree, ProtobufPlan below) {
    boolean isSlot() {
      return tree.slot() != null;
    }
  }

  /** The list whose elements are the readings; null until a message has it. */
  private static final class Found {
    private Child list;
    private List<?> elements = List.of();
  }

  ProtobufPlan(Descriptor type, PathTree tree) {
    this(type, tree, new Found());
  }

  private ProtobufPlan(Descriptor type, PathTree tree, Found found) {
    this.tree = tree;
    this.found = found;
    for (FieldDescriptor field : type.getFields()) {
      PathTree at = tree.child(field.getName());
      if (at != null) {
        boolean leads =
            at.slot() == null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
        ProtobufPlan below = leads ? new ProtobufPlan(field.getMessageType(), at, found) : null;
        children.add(new Child(field, at, below));
        configured.add(field);
      }
    }
  }

  /** Reads a payload's message, but for the elements of its list. */
  void read(Message message, Filling into) throws RejectedException {
    found.list = null;
    message(message, into);
  }

  /** Reads the elements of the list that {@link #read} found. */
  void elements(Filling into) throws RejectedException {
    if (found.list == null) {
      return;
    }
    for (Object element : found.elements) {
      into.beginElement();
      value(found.list, element, into);
      into.endReading();
    }
  }

  private void message(Message message, Filling into) throws RejectedException {
    for (Child child : children) {
      field(child, message, into);
    }
    if (into.policy() != UnknownFields.IGNORE) {
      for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
        if (!configured.contains(field.getKey())) {
          unknown(field.getKey(), field.getValue(), into);
        }
      }
    }
    UnknownFieldSet wire = message.getUnknownFields();
    if (!wire.asMap().isEmpty()) {
      wire.asMap().forEach((number, field) -> wire(message, number, field, into));
    }
  }

  private void field(Child child, Message message, Filling into) throws RejectedException {
    FieldDescriptor field = child.field;
    if (field.isRepeated()) {
      repeated(child, message, into);
    } else if (child.tree.isList()) {
      wrong(child, "a list", into);
    } else if (!field.hasPresence() || message.hasField(field)) {
      value(child, message.getField(field), into);
    }
  }

  private void repeated(Child child, Message message, Filling into) throws RejectedException {
    if (message.getRepeatedFieldCount(child.field) == 0) {
      return;
    }
    List<?> values = (List<?>) message.getField(child.field);
    if (child.tree.isList()) {
      found.list = child;
      found.elements = values;
    } else if (child.isSlot() && child.tree.slot().takesAll()) {
      takeAll(child, values, into);
    } else {
      wrong(child, "one value", into);
    }
  }

  private static void value(Child child, Object value, Filling into) throws RejectedException {
    if (child.below != null) {
      child.below.message((Message) value, into);
    } else if (child.isSlot()) {
      scalar(child, value, into);
    } else {
      wrong(child, "a message", into);
    }
  }

  private static void scalar(Child child, Object value, Filling into) throws RejectedException {
    Slot slot = child.tree.slot();
    FieldDescriptor field = child.field;
    switch (field.getJavaType()) {
      case INT, LONG -> {
        if (ProtobufText.isUnsigned(field)) {
          slot.unsigned(ProtobufText.unsigned(value), into);
        } else {
          slot.whole(((Number) value).longValue(), into);
        }
      }
      case FLOAT, DOUBLE -> slot.number(((Number) value).doubleValue(), into);
      case STRING -> slot.text(utf8((String) value), into);
      case ENUM -> {
        if (ProtobufText.isKnown(value)) {
          slot.text(utf8(ProtobufText.of(field, value)), into);
        } else {
          slot.wrongType("a number that its enum does not have", into);
        }
      }
      default -> other(child, value, into);
    }
  }

  private static void other(Child child, Object value, Filling into) throws RejectedException {
    Slot slot = child.tree.slot();
    if (slot instanceof TimeSlot time && ProtobufText.isTimestamp(child.field)) {
      Message message = (Message) value;
      List<FieldDescriptor> parts = child.field.getMessageType().getFields();
      time.seconds(
          (Long) message.getField(parts.get(0)), (Integer) message.getField(parts.get(1)), into);
    } else if (slot.takesAll()) {
      takeAll(child, value, into);
    } else {
      slot.wrongType("of type " + ProtobufText.typeName(child.field), into);
    }
  }

  private static void takeAll(Child child, Object value, Filling into) throws RejectedException {
    child.tree.slot().text(utf8(ProtobufText.of(child.field, value)), into);
  }

  private static void wrong(Child child, String expected, Filling into) {
    into.reject(
        Reason.WRONG_TYPE,
        "'%s' is of type %s%s (expected: %s)"
            .formatted(
                child.tree.path(),
                child.field.isRepeated() ? "repeated " : "",
                ProtobufText.typeName(child.field),
                expected));
  }

  private void unknown(FieldDescriptor field, Object value, Filling into) throws RejectedException {
    String path = tree.below(field.getName());
    if (into.policy() == UnknownFields.QUARANTINE) {
      into.rejectUnknown(path);
      return;
    }
    into.unknown(path, ProtobufText.of(field, value), ProtobufText.type(field));
  }

  /** A field that the type does not have, or has in another encoding. */
  private void wire(Message message, int number, UnknownFieldSet.Field field, Filling into) {
    FieldDescriptor known = message.getDescriptorForType().findFieldByNumber(number);
    if (known != null) {
      String path = tree.below(known.getName());
      if (known.getJavaType() == FieldDescriptor.JavaType.ENUM) {
        // where enums are closed a number without a name comes here, too
        into.reject(Reason.WRONG_TYPE, wrongEncoding(path, known));
      } else {
        into.broken(wrongEncoding(path, known));
      }
      return;
    }
    String name = "field-" + number;
    PathTree at = tree.child(name);
    List<Long> varints = field.getVarintList();
    boolean isNumber = varints.size() == 1 && ProtobufText.count(field) == 1;
    if (at == null || at.slot() == null) {
      into.unknown(
          tree.below(name),
          ProtobufText.of(number, field),
          isNumber ? FieldSpec.Type.NUMBER : FieldSpec.Type.TEXT);
    } else if (isNumber) {
      at.slot().unsigned(varints.get(0), into);
    } else {
      at.slot().text(utf8(ProtobufText.of(number, field)), into);
    }
  }

  private static String wrongEncoding(String path, FieldDescriptor field) {
    return "'%s' is encoded as another type (expected: %s)"
        .formatted(path, ProtobufText.typeName(field));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
