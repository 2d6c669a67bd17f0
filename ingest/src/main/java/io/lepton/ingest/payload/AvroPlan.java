package io.lepton.ingest.payload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/** How records of one schema become readings. Not safe for two threads. */
final class AvroPlan {
  private static final Step NOTHING = (in, into) -> {};

  private final UnknownFields policy;
  private final Step root;
  private Step element = NOTHING;
  private int listAt;

  /** Reads one value. */
  @FunctionalInterface
  private interface Step {
    void read(AvroBytes in, Filling into) throws RejectedException;
  }

  AvroPlan(Schema schema, PathTree paths, UnknownFields policy) {
    this.policy = policy;
    root = step(schema, paths);
  }

  /** Reads a record that is all there is. */
  void record(AvroBytes in, Filling into) throws RejectedException {
    listAt = -1;
    root.read(in, into);
    if (!in.atEnd()) {
      throw in.malformed("more than the record");
    }
  }

  /** Reads the elements of the list that {@link #record} passed over. */
  void elements(AvroBytes in, Filling into) throws RejectedException {
    if (listAt < 0) {
      return;
    }
    in.position(listAt);
    for (long left = in.block(); left > 0; left = in.block()) {
      for (; left > 0; left--) {
        into.beginElement();
        element.read(in, into);
        into.endReading();
      }
    }
  }

  private Step step(Schema schema, PathTree tree) {
    Schema.Type type = schema.getType();
    if (type == Schema.Type.NULL) {
      return NOTHING;
    } else if (type == Schema.Type.UNION) {
      return union(schema.getTypes(), tree);
    } else if (tree.isList()) {
      return type == Schema.Type.ARRAY ? list(schema, tree) : wrong(schema, tree, "a list");
    } else if (tree.slot() != null) {
      return scalar(schema, tree.slot());
    }
    return type == Schema.Type.RECORD ? fields(schema, tree) : wrong(schema, tree, "a record");
  }

  private Step union(List<Schema> types, PathTree tree) {
    Step[] branches = types.stream().map(type -> step(type, tree)).toArray(Step[]::new);
    return (in, into) -> branches[in.index(branches.length)].read(in, into);
  }

  private Step fields(Schema schema, PathTree tree) {
    Step[] steps =
        schema.getFields().stream()
            .map(
                field -> {
                  PathTree child = tree.child(field.name());
                  return child == null
                      ? unknown(field.schema(), tree.below(field.name()))
                      : step(field.schema(), child);
                })
            .toArray(Step[]::new);
    return (in, into) -> {
      for (Step step : steps) {
        step.read(in, into);
      }
    };
  }

  /** What is outside the list may come after it: the elements wait. */
  private Step list(Schema schema, PathTree tree) {
    Step each = step(schema.getElementType(), tree.element());
    return (in, into) -> {
      element = each;
      listAt = in.position();
      AvroSkip.value(schema, in);
    };
  }

  private static Step wrong(Schema schema, PathTree tree, String expected) {
    String message =
        "'%s' is of type %s (expected: %s)"
            .formatted(tree.path(), schema.getType().getName(), expected);
    return (in, into) -> {
      AvroSkip.value(schema, in);
      into.reject(Reason.WRONG_TYPE, message);
    };
  }

  private static Step scalar(Schema schema, Slot slot) {
    return switch (schema.getType()) {
      case INT, LONG -> whole(schema, slot);
      case FLOAT -> (in, into) -> slot.number(in.floatValue(), into);
      case DOUBLE -> (in, into) -> slot.number(in.doubleValue(), into);
      case STRING -> (in, into) -> slot.text(in.text(), into);
      case ENUM -> symbol(schema, slot);
      case BYTES, FIXED -> AvroDecimal.is(schema) ? decimal(schema, slot) : other(schema, slot);
      default -> other(schema, slot);
    };
  }

  /** A number that is a time by its logical type is one for the event time, whatever is set. */
  private static Step whole(Schema schema, Slot slot) {
    Step plain =
        schema.getType() == Schema.Type.INT
            ? (in, into) -> slot.whole(in.intValue(), into)
            : (in, into) -> slot.whole(in.longValue(), into);
    String logical = schema.getProp("logicalType");
    if (logical == null || !(slot instanceof TimeSlot time)) {
      return plain;
    }
    return switch (logical) {
      case "timestamp-millis" -> (in, into) -> time.millis(in.longValue(), into);
      case "timestamp-micros" -> (in, into) -> time.micros(in.longValue(), into);
      case "date",
              "time-millis",
              "time-micros",
              "local-timestamp-millis",
              "local-timestamp-micros" ->
          (in, into) -> {
            in.longValue();
            time.wrongType("a " + logical, into);
          };
      default -> plain;
    };
  }

  private static Step symbol(Schema schema, Slot slot) {
    byte[][] symbols =
        schema.getEnumSymbols().stream()
            .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    return (in, into) -> slot.text(symbols[in.index(symbols.length)], into);
  }

  private static Step decimal(Schema schema, Slot slot) {
    return (in, into) ->
        slot.number(AvroDecimal.toDouble(schema, AvroDecimal.bytes(schema, in)), into);
  }

  private static Step other(Schema schema, Slot slot) {
    if (slot.takesAll()) {
      return (in, into) ->
          slot.text(AvroText.value(schema, in).getBytes(StandardCharsets.UTF_8), into);
    }
    return (in, into) -> {
      AvroSkip.value(schema, in);
      slot.wrongType("of type " + schema.getType().getName(), into);
    };
  }

  private Step unknown(Schema schema, String path) {
    if (policy == UnknownFields.IGNORE) {
      return (in, into) -> AvroSkip.value(schema, in);
    }
    return (in, into) -> {
      Schema value = schema;
      if (value.getType() == Schema.Type.UNION) {
        value = AvroSkip.branch(value, in);
      }
      if (value.getType() == Schema.Type.NULL) {
        return;
      }
      if (policy == UnknownFields.QUARANTINE) {
        AvroSkip.value(value, in);
        into.rejectUnknown(path);
      } else {
        into.unknown(path, AvroText.value(value, in), AvroText.type(value));
      }
    };
  }
}
