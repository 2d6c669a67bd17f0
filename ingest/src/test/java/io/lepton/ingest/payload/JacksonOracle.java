package io.lepton.ingest.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.lepton.ingest.payload.Place.Role;
import io.lepton.ingest.payload.Reading.UnknownField;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says what a decoder has to make of a payload, the slow way: Java decodes the UTF-8, Jackson reads
 * the JSON, values are kept by their paths. Knows flat, nested and long configurations.
 */
final class JacksonOracle {
  /** The decoder allows as much; numbers may have any length. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(64)
          .maxNumberLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();

  private final PayloadSpec spec;
  private final Map<String, Place> places = new HashMap<>();
  private final Set<String> parents = new HashSet<>();
  private final String list;
  private String text = "";
  private JsonParser parser;
  private Reason problem;
  private List<Values> readings;

  /** What a reading has to hold, by path. */
  static final class Values {
    private final Map<Place, Object> values = new HashMap<>();
    private final List<UnknownField> unknown = new ArrayList<>();

    private void addAll(Values outer) {
      values.putAll(outer.values);
      unknown.addAll(outer.unknown);
    }

    List<UnknownField> unknown() {
      return unknown;
    }

    Object value(Place place) {
      return values.get(place);
    }
  }

  /** A token of a scalar, or a whole object or list. */
  private record Found(JsonToken token, String text) {}

  JacksonOracle(PayloadSpec spec) {
    this.spec = spec;
    list = new PayloadPath(spec.list(), spec.list().size()).toString();
    for (Place place : Place.of(spec)) {
      places.put(place.path(), place);
      for (int dot = place.path().indexOf('.');
          dot >= 0;
          dot = place.path().indexOf('.', dot + 1)) {
        parents.add(place.path().substring(0, dot));
      }
    }
  }

  /** What the payload holds; see {@link #problem}. */
  List<Values> read(byte[] payload) {
    problem = null;
    readings = new ArrayList<>();
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      problem = Reason.MALFORMED;
      return readings;
    }
    try (JsonParser opened = JSON.createParser(text)) {
      parser = opened;
      read();
    } catch (Malformed | IOException e) {
      problem = Reason.MALFORMED;
    }
    return readings;
  }

  /** Why the payload has to be rejected; null if it has not. */
  Reason problem() {
    return problem;
  }

  private void read() throws IOException, Malformed {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new Malformed();
    }
    Values outer = new Values();
    object("", outer);
    if (parser.nextToken() != null) {
      throw new Malformed();
    }
    if (list.isEmpty()) {
      readings.add(outer);
    } else {
      readings.forEach(reading -> reading.addAll(outer));
    }
    if (readings.isEmpty()) {
      note(Reason.MISSING_FIELD);
    }
    if (problem == null && spec.channel().isPresent()) {
      readings.forEach(this::resolve);
    }
  }

  private void object(String prefix, Values into) throws IOException, Malformed {
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = checked(parser.currentName());
      String path = prefix + name;
      JsonToken token = parser.nextToken();
      // a dot in a name is no step of a path
      boolean isPlain = name.indexOf('.') < 0 && !name.endsWith("[]");
      boolean isList = isPlain && (path + "[]").equals(list);
      boolean isExpected =
          isPlain && (places.containsKey(path) || parents.contains(path) || isList);
      if (isExpected && !seen.add(name)) {
        throw new Malformed();
      }
      if (isExpected && token == JsonToken.VALUE_NULL) {
        continue;
      }
      if (isList && token == JsonToken.START_ARRAY) {
        elements();
      } else if (isExpected && parents.contains(path) && token == JsonToken.START_OBJECT) {
        object(path + ".", into);
      } else if (isExpected && places.containsKey(path)) {
        value(places.get(path), found(), into);
      } else if (isExpected) {
        found();
        note(Reason.WRONG_TYPE);
      } else {
        unknown(path, found(), into);
      }
    }
  }

  private void elements() throws IOException, Malformed {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        Values reading = new Values();
        readings.add(reading);
        object(list + ".", reading);
      } else {
        found();
        note(Reason.WRONG_TYPE);
      }
    }
  }

  /** The value that begins here, read to its end. */
  private Found found() throws IOException, Malformed {
    JsonToken token = parser.currentToken();
    if (!token.isStructStart()) {
      return new Found(token, checked(parser.getText()));
    }
    int from = (int) parser.getTokenLocation().getCharOffset();
    int depth = 1;
    while (depth > 0) {
      JsonToken next = parser.nextToken();
      if (next == JsonToken.FIELD_NAME || next == JsonToken.VALUE_STRING) {
        checked(parser.getText());
      }
      depth += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
    }
    return new Found(
        token, text.substring(from, (int) parser.getCurrentLocation().getCharOffset()));
  }

  /** Jackson lets half a pair pass. */
  private static String checked(String text) throws Malformed {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          throw new Malformed();
        }
      } else if (Character.isLowSurrogate(text.charAt(i))) {
        throw new Malformed();
      }
    }
    return text;
  }

  private void value(Place place, Found found, Values into) {
    Object value =
        switch (place.role()) {
          case CHANNEL, VALUE -> found;
          case NUMBER -> number(found);
          case TEXT -> evolved(found) ? found.text() : text(found);
          case DEVICE -> text(found);
          case SEQUENCE -> whole(found);
          case TIME -> time(found);
        };
    into.values.put(place, value);
  }

  private Object number(Found found) {
    if (!found.token().isNumeric()) {
      return note(Reason.WRONG_TYPE);
    }
    double value = Double.parseDouble(found.text());
    return Double.isInfinite(value) ? note(Reason.OUT_OF_RANGE) : (Object) value;
  }

  /** What makes a text column under EVOLVE fits into it. */
  private boolean evolved(Found found) {
    return spec.unknownFields() == UnknownFields.EVOLVE
        && !found.token().isNumeric()
        && found.token() != JsonToken.VALUE_STRING;
  }

  private Object text(Found found) {
    return found.token() == JsonToken.VALUE_STRING ? found.text() : note(Reason.WRONG_TYPE);
  }

  private Object whole(Found found) {
    BigDecimal value = decimal(found);
    boolean fits = value != null && value.toBigInteger().bitLength() <= 63;
    return fits && found.token() == JsonToken.VALUE_NUMBER_INT
        ? (Object) value.longValueExact()
        : note(Reason.WRONG_TYPE);
  }

  private Object time(Found found) {
    PayloadSpec.TimeFormat format = spec.timeFormat();
    if (format == PayloadSpec.TimeFormat.ISO) {
      return isoTime(found);
    }
    boolean fraction = format == PayloadSpec.TimeFormat.EPOCH_SECONDS;
    if (!found.token().isNumeric() || (!fraction && found.token() != JsonToken.VALUE_NUMBER_INT)) {
      return note(Reason.WRONG_TYPE);
    }
    BigDecimal value = decimal(found);
    if (value.precision() - (long) value.scale() > 30 && value.signum() != 0) {
      return note(Reason.OUT_OF_RANGE);
    }
    if (value.scale() > 5000) {
      return value.signum() < 0 ? -1L : 0L;
    }
    int places = fraction ? 6 : format == PayloadSpec.TimeFormat.EPOCH_MILLIS ? 3 : 0;
    BigDecimal micros =
        value.signum() == 0
            ? BigDecimal.ZERO
            : value.movePointRight(places).setScale(0, RoundingMode.FLOOR);
    return micros.toBigInteger().bitLength() <= 63
        ? (Object) micros.longValueExact()
        : note(Reason.OUT_OF_RANGE);
  }

  private Object isoTime(Found found) {
    if (found.token() != JsonToken.VALUE_STRING) {
      return note(Reason.WRONG_TYPE);
    }
    try {
      Instant instant = OffsetDateTime.parse(found.text()).toInstant();
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    } catch (DateTimeException e) {
      return note(Reason.WRONG_TYPE);
    } catch (ArithmeticException e) {
      return note(Reason.OUT_OF_RANGE);
    }
  }

  private static BigDecimal decimal(Found found) {
    if (!found.token().isNumeric()) {
      return null;
    }
    String text = found.text();
    // exponents beyond what BigDecimal knows
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (e >= 0 && text.length() - e > 6) {
      boolean isZero = Double.parseDouble(text.substring(0, e)) == 0;
      return isZero
          ? BigDecimal.ZERO
          : new BigDecimal(text.charAt(0) == '-' ? "-1" : "1")
              .scaleByPowerOfTen(text.charAt(e + 1) == '-' ? -10_000 : 10_000);
    }
    return new BigDecimal(text);
  }

  private void unknown(String path, Found found, Values into) {
    if (found.token() == JsonToken.VALUE_NULL || spec.unknownFields() == UnknownFields.IGNORE) {
      return;
    }
    if (spec.unknownFields() == UnknownFields.QUARANTINE) {
      note(Reason.UNKNOWN_FIELD);
      return;
    }
    boolean isNumber =
        found.token().isNumeric() && Double.isFinite(Double.parseDouble(found.text()));
    into.unknown.add(
        new UnknownField(
            path, found.text(), isNumber ? FieldSpec.Type.NUMBER : FieldSpec.Type.TEXT));
  }

  private void resolve(Values reading) {
    Found channel = (Found) reading.values.get(place(Role.CHANNEL));
    Found value = (Found) reading.values.get(place(Role.VALUE));
    if (channel == null) {
      note(Reason.MISSING_FIELD);
    } else if (channel.token() != JsonToken.VALUE_STRING) {
      note(Reason.WRONG_TYPE);
    } else if (value != null) {
      for (int i = 0; i < spec.fields().size(); i++) {
        FieldSpec field = spec.fields().get(i);
        if (field.path().equals(channel.text())) {
          Role role = field.type() == FieldSpec.Type.NUMBER ? Role.NUMBER : Role.TEXT;
          value(new Place(field.path(), role, i), value, reading);
          return;
        }
      }
      unknown(channel.text(), value, reading);
    }
  }

  private Place place(Role role) {
    return places.values().stream().filter(p -> p.role() == role).findFirst().orElseThrow();
  }

  private Object note(Reason reason) {
    problem = problem == null ? reason : problem;
    return null;
  }

  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super("malformed", null, false, false);
    }
  }
}
