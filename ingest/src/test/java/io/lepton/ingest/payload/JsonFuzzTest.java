package io.lepton.ingest.payload;

import static io.lepton.ingest.payload.TestingSpecs.channels;
import static io.lepton.ingest.payload.TestingSpecs.pumps;
import static io.lepton.ingest.payload.TestingSpecs.samples;
import static io.lepton.ingest.payload.TestingSpecs.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A million broken or unusual messages: the decoder agrees with Jackson about each of them. */
class JsonFuzzTest {
  private static final int MESSAGES = 150_000;

  private static final List<byte[]> PUMPS =
      messages(
          "{'device':'pump-7','time':'2026-01-01T05:00:00Z','sequence':3,'pressure':12.5,"
              + "'flow':null,'site':'north','unknown':{'a':[1,2],'b':'\\n'}}",
          " {'sequence' : 1 , 'pressure': -1e-3, 'device':'p', 'time'"
              + " :'2026-01-01T05:00:00.25+01:00'}",
          "{'device':'d','sequence':-7,"
              + "'site':'','flow':0,'time':'2026-01-01T05:00:00.123456789-00:30'}");
  private static final List<byte[]> PUMPS_IN_SECONDS =
      messages(
          "{'time':1700000000.25,'device':'d','sequence':-7,"
              + "'site':'\\u00e9\\ud83d\\ude00é€😀','flow':0}",
          "{'n':{'time':1},'device':'p','sequence':10,'time':1.7e9,'pressure':12.25,'q':-0.0}");
  private static final List<byte[]> SAMPLES =
      messages(
          "{'meta':{'device':'d1','site':'s'},'data':{'samples':[{'at':1.5,'pressure':{'value':7}},"
              + "{'flow':8,'at':2}],'n':1},'x':true}",
          "{'x':[{}],'data':{'samples':[{'at':1700000000.123456789,'pressure':{'unit':'bar'}},{}]},"
              + "'meta':{'device':'d1'}}");
  private static final List<byte[]> CHANNELS =
      messages(
          "{'v':[{'c':'pressure','x':1e1},{'x':'n','c':'the site'},{'c':'new','x':2.50},"
              + "{'x':null,'c':'pressure'}],'d':'a','t':1700000000123,'n':1}",
          "{'d':'a','t':5,'n':1,'v':[{'c':'pressure','x':-7.125,'q':[0]},{'c':'pressure'}]}");

  private final Map<Reason, Integer> rejected = new TreeMap<>();
  private int accepted;

  @Test
  void agreesWithJacksonAboutFlatMessages() {
    fuzz(1, pumps(new JsonFormat(), UnknownFields.IGNORE), PUMPS);
    fuzz(
        2,
        with(TimeFormat.EPOCH_SECONDS, pumps(new JsonFormat(), UnknownFields.KEEP)),
        PUMPS_IN_SECONDS);
    fuzz(3, pumps(new JsonFormat(), UnknownFields.QUARANTINE), PUMPS);
    assertAllSortsWereThere();
  }

  @Test
  void agreesWithJacksonAboutNestedMessages() {
    fuzz(4, samples(UnknownFields.EVOLVE), SAMPLES);
    fuzz(5, samples(UnknownFields.QUARANTINE), SAMPLES);
    assertAllSortsWereThere();
  }

  @Test
  void agreesWithJacksonAboutLongMessages() {
    fuzz(6, channels(UnknownFields.KEEP), CHANNELS);
    fuzz(7, with(TimeFormat.EPOCH_MICROS, channels(UnknownFields.QUARANTINE)), CHANNELS);
    assertAllSortsWereThere();
  }

  private void fuzz(long seed, PayloadSpec spec, List<byte[]> good) {
    MutatedMessages messages = new MutatedMessages(seed, good);
    JacksonOracle oracle = new JacksonOracle(spec);
    PayloadDecoder decoder = new JsonDecoder(spec);
    Readings readings = new Readings(spec);
    List<Place> places = comparable(spec);
    for (int i = 0; i < MESSAGES; i++) {
      byte[] message = messages.next();
      List<JacksonOracle.Values> expected = oracle.read(message);
      Reason problem = decode(decoder, message, readings);
      if (problem != oracle.problem()) {
        fail("%s is %s (expected: %s)", written(message), problem, oracle.problem());
      }
      if (problem == null) {
        accepted++;
        assertSame(message, places, readings, expected);
      } else {
        rejected.merge(problem, 1, Integer::sum);
      }
    }
  }

  private static Reason decode(PayloadDecoder decoder, byte[] message, Readings into) {
    try {
      decoder.decode(message, into);
      return null;
    } catch (RejectedException e) {
      return e.reason();
    } catch (RuntimeException e) {
      throw new AssertionError(written(message), e);
    }
  }

  /** All that a reading holds by itself; of long ones the fields, too. */
  private static List<Place> comparable(PayloadSpec spec) {
    List<Place> places = new ArrayList<>(Place.of(spec));
    for (int i = 0; i < spec.fields().size(); i++) {
      FieldSpec field = spec.fields().get(i);
      boolean isNumber = field.type() == FieldSpec.Type.NUMBER;
      Place place = new Place(field.path(), isNumber ? Place.Role.NUMBER : Place.Role.TEXT, i);
      if (!places.contains(place)) {
        places.add(place);
      }
    }
    return places;
  }

  private static void assertSame(
      byte[] message, List<Place> places, Readings found, List<JacksonOracle.Values> expected) {
    assertThat(found.size()).isEqualTo(expected.size());
    for (int i = 0; i < found.size(); i++) {
      JacksonOracle.Values values = expected.get(i);
      for (Place place : places) {
        if (!isSame(place, found.get(i), values.value(place))) {
          fail(
              "%s: %s in %s is not %s", written(message), place, found.get(i), values.value(place));
        }
      }
      if (!found.get(i).unknown().equals(values.unknown())) {
        fail("%s: %s is not %s", written(message), found.get(i).unknown(), values.unknown());
      }
    }
  }

  private static boolean isSame(Place place, Reading found, Object expected) {
    return switch (place.role()) {
      case DEVICE -> isSameText(found.device(), expected);
      case TEXT -> isSameText(found.text(place.field()), expected);
      case TIME ->
          found.hasTime() == (expected != null)
              && (expected == null || expected.equals(found.timeMicros()));
      case SEQUENCE ->
          found.hasSequence() == (expected != null)
              && (expected == null || expected.equals(found.sequence()));
      case NUMBER ->
          Double.doubleToRawLongBits(found.number(place.field()))
              == Double.doubleToRawLongBits(expected == null ? Reading.ABSENT : (Double) expected);
      case CHANNEL, VALUE -> true;
    };
  }

  private static boolean isSameText(byte[] found, Object expected) {
    return found == null
        ? expected == null
        : new String(found, StandardCharsets.UTF_8).equals(expected);
  }

  private void assertAllSortsWereThere() {
    assertThat(accepted).isGreaterThan(MESSAGES / 5);
    assertThat(rejected.keySet())
        .contains(Reason.MALFORMED, Reason.WRONG_TYPE, Reason.OUT_OF_RANGE, Reason.UNKNOWN_FIELD);
    assertThat(rejected.values()).allMatch(count -> count > 100);
  }

  private static String written(byte[] message) {
    return new String(message, StandardCharsets.ISO_8859_1)
        + " = "
        + HexFormat.of().formatHex(message);
  }

  private static List<byte[]> messages(String... texts) {
    return Stream.of(texts)
        .map(text -> text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
