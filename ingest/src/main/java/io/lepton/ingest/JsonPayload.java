package io.lepton.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/** Reads one JSON object into a reading; what is not expected is refused, never guessed. */
final class JsonPayload implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();

  /** A clock outside these is broken, and Spark's microseconds end before Java's instants do. */
  private static final Instant FIRST_TIME = Instant.EPOCH;

  private static final Instant LAST_TIME = Instant.parse("2200-01-01T00:00:00Z");

  private static final int DEVICE = -1;
  private static final int TIME = -2;
  private static final int SEQUENCE = -3;

  private final String device;
  private final String time;
  private final TopicConfig.TimeFormat timeFormat;

  /** Empty where devices do not count their messages. */
  private final String sequence;

  private final FieldSpec[] fields;
  private final Map<String, Integer> positions = new HashMap<>();

  JsonPayload(TopicConfig config) {
    device = config.device();
    time = config.time();
    timeFormat = config.timeFormat();
    sequence = config.sequence().orElse("");
    fields = config.fields().toArray(new FieldSpec[0]);
    for (int i = 0; i < fields.length; i++) {
      positions.put(fields[i].name(), i);
    }
    positions.put(device, DEVICE);
    positions.put(time, TIME);
    config.sequence().ifPresent(name -> positions.put(name, SEQUENCE));
  }

  /** The reading in a payload. */
  Reading read(byte[] payload) throws RejectedException {
    if (payload == null) {
      throw new RejectedException(Reason.MALFORMED, "no payload (expected: a JSON object)");
    }
    Reading reading = new Reading(fields.length);
    // A payload cut off in the middle of a number is malformed, not out of range: read to the end
    // before believing anything.
    RejectedException first = null;
    try (JsonParser parser = JSON.createParser(payload)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RejectedException(
            Reason.MALFORMED, "no JSON object at the start (expected: '{')");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        try {
          field(parser, reading);
        } catch (RejectedException e) {
          parser.skipChildren();
          first = first == null ? e : first;
        }
      }
      if (parser.nextToken() != null) {
        throw new RejectedException(
            Reason.MALFORMED, "more after the JSON object (expected: nothing)");
      }
    } catch (JsonProcessingException e) {
      throw new RejectedException(
          Reason.MALFORMED,
          "no JSON at byte %d: %s (expected: a JSON object)"
              .formatted(e.getLocation().getByteOffset(), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new RejectedException(
          Reason.MALFORMED,
          "unreadable bytes: %s (expected: a JSON object)".formatted(e.getMessage()));
    }
    if (first != null) {
      throw first;
    }
    check(reading);
    return reading;
  }

  private void field(JsonParser parser, Reading reading) throws IOException, RejectedException {
    String name = parser.currentName();
    JsonToken token = parser.nextToken();
    Integer position = positions.get(name);
    if (position == null) {
      parser.skipChildren();
    } else if (token == JsonToken.VALUE_NULL) {
      return;
    } else if (position == DEVICE) {
      reading.deviceId = text(parser, name);
    } else if (position == TIME) {
      reading.eventTime = time(parser, name);
    } else if (position == SEQUENCE) {
      reading.sequence = wholeNumber(parser, name);
    } else if (fields[position].type() == FieldSpec.Type.TEXT) {
      reading.values[position] = text(parser, name);
    } else {
      reading.values[position] = number(parser, fields[position]);
    }
  }

  private static String text(JsonParser parser, String name) throws IOException, RejectedException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrongType(parser, name, "text");
    }
    return parser.getText();
  }

  private static double number(JsonParser parser, FieldSpec field)
      throws IOException, RejectedException {
    if (!parser.currentToken().isNumeric()) {
      throw wrongType(parser, field.name(), "a number");
    }
    double value = parser.getDoubleValue();
    if (!(value >= field.min() && value <= field.max())) {
      throw new RejectedException(
          Reason.OUT_OF_RANGE,
          "'%s' is %s (expected: %s to %s)"
              .formatted(field.name(), value, field.min(), field.max()));
    }
    return value;
  }

  private static Long wholeNumber(JsonParser parser, String name)
      throws IOException, RejectedException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw wrongType(parser, name, "a whole number");
    }
    return parser.getLongValue();
  }

  private Instant time(JsonParser parser, String name) throws IOException, RejectedException {
    Instant time = writtenTime(parser, name);
    if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
      throw new RejectedException(
          Reason.OUT_OF_RANGE,
          "'%s' is %s (expected: %s to %s)".formatted(name, time, FIRST_TIME, LAST_TIME));
    }
    return time;
  }

  private Instant writtenTime(JsonParser parser, String name)
      throws IOException, RejectedException {
    if (timeFormat == TopicConfig.TimeFormat.EPOCH_MILLIS) {
      return Instant.ofEpochMilli(wholeNumber(parser, name));
    }
    String text = text(parser, name);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new RejectedException(
          Reason.WRONG_TYPE,
          "'%s' is '%s' (expected: a time such as 2026-01-01T05:00:00Z)"
              .formatted(name, shortened(text)));
    }
  }

  private void check(Reading reading) throws RejectedException {
    require(device, reading.deviceId);
    require(time, reading.eventTime);
    if (sequence.isEmpty()) {
      reading.sequence = 0L;
    } else {
      require(sequence, reading.sequence);
    }
    for (int i = 0; i < reading.values.length; i++) {
      FieldSpec field = fields[i];
      if (field.presence() == FieldSpec.Presence.REQUIRED) {
        require(field.name(), reading.values[i]);
      }
    }
  }

  private static void require(String name, Object value) throws RejectedException {
    if (value == null || value.equals("")) {
      throw new RejectedException(
          Reason.MISSING_FIELD, "'%s' is missing (expected: a value)".formatted(name));
    }
  }

  private static RejectedException wrongType(JsonParser parser, String name, String expected)
      throws IOException {
    String found = parser.currentToken().isScalarValue() ? parser.getText() : "an object or list";
    return new RejectedException(
        Reason.WRONG_TYPE,
        "'%s' is '%s' (expected: %s)".formatted(name, shortened(found), expected));
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  /** One reading under construction. */
  static final class Reading {
    private String deviceId;
    private Instant eventTime;
    private Long sequence;
    private final Object[] values;

    Reading(int fields) {
      values = new Object[fields];
    }

    String deviceId() {
      return deviceId;
    }

    Instant eventTime() {
      return eventTime;
    }

    Long sequence() {
      return sequence;
    }

    Object[] values() {
      return values;
    }
  }
}
