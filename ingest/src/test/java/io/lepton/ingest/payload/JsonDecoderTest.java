package io.lepton.ingest.payload;

import static io.lepton.ingest.payload.TestingSpecs.channels;
import static io.lepton.ingest.payload.TestingSpecs.pumps;
import static io.lepton.ingest.payload.TestingSpecs.read;
import static io.lepton.ingest.payload.TestingSpecs.rejected;
import static io.lepton.ingest.payload.TestingSpecs.samples;
import static io.lepton.ingest.payload.TestingSpecs.text;
import static io.lepton.ingest.payload.TestingSpecs.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import io.lepton.ingest.payload.Reading.UnknownField;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {
  private static final String GOOD =
      "{\"device\":\"pump-7\",\"time\":\"2026-01-01T05:00:00Z\",\"sequence\":3,"
          + "\"pressure\":12.5,\"flow\":null,\"site\":\"north\",\"unknown\":{\"a\":[1,2]}}";
  private static final long MICROS = Instant.parse("2026-01-01T05:00:00Z").toEpochMilli() * 1000;

  private static final String SAMPLES =
      "{'meta':{'device':'d1'},'data':{'samples':[{'at':1.5,'pressure':{'value':7}},"
          + "{'flow':8,'at':2}]},'x':true}";

  private final PayloadSpec pumps = pumps(new JsonFormat(), UnknownFields.IGNORE);

  @Test
  void readsTheFieldsItKnows() throws RejectedException {
    Readings readings = read(pumps, GOOD);
    assertThat(readings.size()).isEqualTo(1);
    Reading reading = readings.get(0);
    assertThat(text(reading.device())).isEqualTo("pump-7");
    assertThat(reading.timeMicros()).isEqualTo(MICROS);
    assertThat(reading.sequence()).isEqualTo(3);
    assertThat(reading.number(0)).isEqualTo(12.5);
    assertThat(reading.number(1)).isNaN();
    assertThat(text(reading.text(2))).isEqualTo("north");
    assertThat(reading.unknown()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "12.5     | \"12.5\"  | wrong-type   | 'pressure' is '12.5' (expected: a number)",
        "12.5     | true      | wrong-type   | 'pressure' is 'true' (expected: a number)",
        "12.5     | NaN       | malformed    | no JSON at byte",
        "12.5     | 1e999     | out-of-range | 'pressure' is Infinity (expected: 0.0 to 100.0)",
        "12.5     | 100.1     | out-of-range | 'pressure' is 100.1 (expected: 0.0 to 100.0)",
        "12.5     | null      | missing-field| 'pressure' is missing (expected: a value)",
        "\"pump-7\"| 7        | wrong-type   | 'device' is '7' (expected: text)",
        "\"pump-7\"| \"\"     | missing-field| 'device' is missing (expected: a value)",
        "2026-01-01T05:00:00Z| yesterday | wrong-type | 'time' is 'yesterday' (expected: a time"
            + " such as 2026-01-01T05:00:00Z)",
        "2026-01-01T05:00:00Z| 1066-10-14T09:00:00Z | out-of-range | 'time' is"
            + " 1066-10-14T09:00:00Z",
        "2026-01-01T05:00:00Z| +999999999-01-01T00:00:00Z | out-of-range | 'time' is +999999999-01",
        "3,       | 99999999999999999999, | wrong-type | 'sequence' is '99999999999999999999'"
            + " (expected: a whole number)",
        "3,       | 3.5,      | wrong-type   | 'sequence' is '3.5' (expected: a whole number)",
        "}}       | }} {}     | malformed    | more after the JSON object (expected: nothing)",
        "{\"device\"| [{\"device\"| malformed| no JSON object at the start (expected: '{')",
        "}}       | }         | malformed    | no JSON at byte 126: it ends",
        "\"north\"| [\"north\"]| wrong-type  | 'site' is 'an object or list' (expected: text)",
        "\"flow\":null| \"pressure\":1| malformed | 'pressure' is there twice (expected: once)"
      })
  void namesWhatIsWrong(String good, String bad, String reason, String message) {
    RejectedException rejected = rejected(pumps, GOOD.replace(good, bad));
    assertThat(rejected.reason().code()).isEqualTo(reason);
    assertThat(rejected).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x1",
        "1_0",
        "tru",
        "nul",
        "'a'",
        "{,}",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12G4\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "[1 2]",
        "\"",
        "[",
        "{\"a\":1,}",
        "//1"
      })
  void refusesWhatIsNoJsonEvenWhereItIsPassedOver(String bad) {
    String payload = GOOD.replace("[1,2]", bad);
    assertThat(rejected(pumps, payload).reason()).isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"C080", "C1BF", "E08080", "EDA080", "F0808080", "F4908080", "F5808080", "80", "E282"})
  void refusesWhatIsNoUtf8(String hex) {
    StringBuilder payload = new StringBuilder(GOOD.replace("north", "@"));
    byte[] bytes = new byte[payload.length() - 1 + hex.length() / 2];
    int at = payload.indexOf("@");
    byte[] bad = HexFormat.of().parseHex(hex);
    byte[] good = payload.toString().getBytes(StandardCharsets.UTF_8);
    System.arraycopy(good, 0, bytes, 0, at);
    System.arraycopy(bad, 0, bytes, at, bad.length);
    System.arraycopy(good, at + 1, bytes, at + bad.length, good.length - at - 1);
    assertThatThrownBy(() -> new JsonDecoder(pumps).decode(bytes, new Readings(pumps)))
        .hasMessage("no JSON at byte %d: no UTF-8 (expected: a JSON object)", at);
  }

  @Test
  void whatIsMalformedFurtherOnWinsOverWhatIsWrong() {
    String wrong = GOOD.replace("12.5", "\"12.5\"");
    assertThat(rejected(pumps, wrong).reason()).isEqualTo(Reason.WRONG_TYPE);
    for (int cut = 0; cut < wrong.length(); cut++) {
      assertThat(rejected(pumps, wrong.substring(0, cut)).reason()).isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void refusesNoPayloadAtAll() {
    assertThatThrownBy(() -> new JsonDecoder(pumps).decode(null, new Readings(pumps)))
        .hasMessage("no payload (expected: a JSON object)");
    assertThat(rejected(pumps, "").reason()).isEqualTo(Reason.MALFORMED);
    assertThat(rejected(pumps, " \n").reason()).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void goesSixtyFourDeepAndNoDeeper() throws RejectedException {
    String deep = "[".repeat(62) + "]".repeat(62);
    assertThat(read(pumps, GOOD.replace("[1,2]", deep)).size()).isEqualTo(1);
    assertThat(rejected(pumps, GOOD.replace("[1,2]", "[" + deep + "]")))
        .hasMessageContaining("more than 64 objects and lists within each other");
    assertThat(rejected(pumps, "{\"a\":".repeat(1_000_000)).reason()).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void understandsEscapesInNamesAndTexts() throws RejectedException {
    String payload =
        GOOD.replace("\"site\":\"north\"", "\"s\\u0069te\" : \"\\n\\/\\u00e9\\ud83d\\ude00\\\"\"");
    assertThat(text(read(pumps, payload).get(0).text(2))).isEqualTo("\n/é😀\"");
    assertThat(rejected(pumps, GOOD.replace("\"flow\"", "\"\\u0070ressure\"")))
        .hasMessage("'pressure' is there twice (expected: once)");
  }

  @Test
  void readsNamesInAnyOrderWithWhiteSpaceAnywhere() throws RejectedException {
    PayloadDecoder decoder = new JsonDecoder(pumps);
    Readings readings = new Readings(pumps);
    String start =
        " {\r\n\t\"site\" : \"s\" , \"time\" :\"2026-01-01T05:00:00Z\" ,\"pressure\": 1 ,";
    for (String end :
        List.of("\"device\":\"a\",\"sequence\":1}", "\"sequence\":1,\"device\":\"a\"} ")) {
      decoder.decode((start + end).getBytes(StandardCharsets.UTF_8), readings);
      readings.check();
      assertThat(readings.get(0).sequence()).isEqualTo(1);
      assertThat(text(readings.get(0).device())).isEqualTo("a");
    }
  }

  @Test
  void makesAReadingOfEachElementAndGivesEachWhatStandsOutside() throws RejectedException {
    for (String after : List.of("", ",'late':1")) {
      String payload = SAMPLES.replace("'data'", "'early':0,'data'").replace("}]}", "}]}" + after);
      Readings readings = read(samples(UnknownFields.KEEP), json(payload));
      assertThat(readings.size()).isEqualTo(2);
      assertThat(text(readings.get(1).device())).isEqualTo("d1");
      assertThat(readings.get(0).timeMicros()).isEqualTo(1_500_000);
      assertThat(readings.get(1).timeMicros()).isEqualTo(2_000_000);
      assertThat(readings.get(0).number(0)).isEqualTo(7);
      assertThat(readings.get(0).number(1)).isNaN();
      assertThat(readings.get(1).number(0)).isNaN();
      assertThat(readings.get(1).number(1)).isEqualTo(8);
      assertThat(readings.get(1).unknown()).hasSize(after.isEmpty() ? 2 : 3);
    }
  }

  @Test
  void givesElementsWhatComesAfterTheList() throws RejectedException {
    String payload = "{'data':{'samples':[{'at':1},{'at':2}]},'meta':{'site':'s','device':'d'}}";
    Readings readings = read(samples(UnknownFields.QUARANTINE), json(payload));
    assertThat(text(readings.get(0).device())).isEqualTo("d");
    assertThat(text(readings.get(1).text(2))).isEqualTo("s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'at':1.5,'pressure':{'value':7}},{'flow':8,'at':2} | | missing-field | 'data.samples[]'"
            + " is missing (expected: at least one reading)",
        "'samples' | 'sample' | missing-field | 'data.samples[]' is missing",
        "'data':{  | 'data':3,'y':{ | wrong-type | 'data' is '3' (expected: an object)",
        "{'value':7} | 7 | wrong-type | 'data.samples[].pressure' is '7' (expected: an object)",
        "{'value':7} | {'value':7,'value':null} | malformed | 'data.samples[].pressure.value' is"
            + " there twice",
        "{'flow':8,'at':2} | 7 | wrong-type | 'data.samples[]' is '7' (expected: an object)",
        "[{'at' | {'at' | malformed | no JSON",
        "'meta':{'device':'d1'} | 'meta':{'device':'d1'},'meta':null | malformed | 'meta' is there"
            + " twice"
      })
  void namesWhatIsWrongInListsAndObjects(String good, String bad, String reason, String message) {
    String payload = SAMPLES.replace(good, bad == null ? "" : bad);
    RejectedException rejected = rejected(samples(UnknownFields.IGNORE), json(payload));
    assertThat(rejected).hasMessageContaining(message);
    assertThat(rejected.reason().code()).isEqualTo(reason);
  }

  @Test
  void readsLongReadingsWhicheverSideComesFirst() throws RejectedException {
    String payload =
        "{'v':[{'c':'pressure','x':1e1},{'x':'n','c':'the site'},{'c':'new','x':2},"
            + "{'x':null,'c':'pressure'}],'d':'a','t':5,'n':1}";
    Readings readings = read(channels(UnknownFields.KEEP), json(payload));
    assertThat(readings.size()).isEqualTo(4);
    assertThat(readings.get(0).number(0)).isEqualTo(10);
    assertThat(readings.get(0).text(1)).isNull();
    assertThat(text(readings.get(1).text(1))).isEqualTo("n");
    assertThat(readings.get(2).unknown())
        .containsExactly(new UnknownField("new", "2", FieldSpec.Type.NUMBER));
    assertThat(readings.get(3).number(0)).isNaN();
    assertThat(readings.get(3).timeMicros()).isEqualTo(5000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'c':'new','x':2}      | unknown-field | 'new' is not configured",
        "{'x':2}                | missing-field | 'v[].c' is missing (expected: a value)",
        "{'c':3,'x':2}          | wrong-type    | 'v[].c' is '3' (expected: text)",
        "{'c':'pressure','x':''}| wrong-type    | 'v[].x' is '' (expected: a number)",
        "{'c':'the site','x':1} | wrong-type    | 'v[].x' is '1' (expected: text)"
      })
  void namesWhatIsWrongInLongReadings(String element, String reason, String message) {
    String payload = "{'d':'a','t':5,'n':1,'v':[{'c':'pressure','x':1}," + element + "]}";
    RejectedException rejected = rejected(channels(UnknownFields.QUARANTINE), json(payload));
    assertThat(rejected.reason().code()).isEqualTo(reason);
    assertThat(rejected).hasMessageContaining(message);
  }

  @ParameterizedTest
  @EnumSource(
      value = UnknownFields.class,
      names = {"KEEP", "EVOLVE"})
  void keepsWhatIsNotConfiguredAsText(UnknownFields policy) throws RejectedException {
    String payload =
        GOOD.replace(
            "{\"a\":[1,2]}",
            "{ \"a\":[1,2]}, \"n\":-1.50, \"t\":\"\\u0041\",\"b\":true,\"z\":null,\"e\":1e999");
    assertThat(read(pumps(new JsonFormat(), policy), payload).get(0).unknown())
        .containsExactly(
            new UnknownField("unknown", "{ \"a\":[1,2]}", FieldSpec.Type.TEXT),
            new UnknownField("n", "-1.50", FieldSpec.Type.NUMBER),
            new UnknownField("t", "A", FieldSpec.Type.TEXT),
            new UnknownField("b", "true", FieldSpec.Type.TEXT),
            new UnknownField("e", "1e999", FieldSpec.Type.TEXT));
  }

  @Test
  void namesUnknownFieldsByTheirPaths() throws RejectedException {
    String payload = SAMPLES.replace("'value':7", "'unit':'bar'").replace("'d1'", "'d1','m':1");
    Readings readings = read(samples(UnknownFields.KEEP), json(payload));
    List<String> names = new ArrayList<>();
    readings.get(0).unknown().forEach(field -> names.add(field.name()));
    assertThat(names).containsExactly("data.samples[].pressure.unit", "meta.m", "x");
  }

  @Test
  void refusesWhatIsNotConfiguredIfAskedTo() {
    RejectedException rejected = rejected(pumps(new JsonFormat(), UnknownFields.QUARANTINE), GOOD);
    assertThat(rejected.reason()).isEqualTo(Reason.UNKNOWN_FIELD);
    assertThat(rejected)
        .hasMessageStartingWith(
            "'unknown' is not configured (expected: only the fields of the configuration). ");
  }

  @ParameterizedTest
  @CsvSource({
    "EPOCH_SECONDS, 1767243600.123456789, 1767243600123456",
    "EPOCH_SECONDS, 17672436e2,           1767243600000000",
    "EPOCH_SECONDS, 0.1,                  100000",
    "EPOCH_MILLIS,  1767243600123,        1767243600123000",
    "EPOCH_MICROS,  1767243600123456,     1767243600123456"
  })
  void readsNumbersAsTimes(TimeFormat format, String time, long micros) throws RejectedException {
    PayloadSpec spec = with(format, pumps);
    String payload = GOOD.replace("\"2026-01-01T05:00:00Z\"", time);
    assertThat(read(spec, payload).get(0).timeMicros()).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource({
    "EPOCH_SECONDS, 1e300,                OUT_OF_RANGE",
    "EPOCH_SECONDS, 9223372036854.775808, OUT_OF_RANGE",
    "EPOCH_SECONDS, -0.0000001,           OUT_OF_RANGE",
    "EPOCH_MILLIS,  9223372036854775,     OUT_OF_RANGE",
    "EPOCH_MILLIS,  9223372036854776,     OUT_OF_RANGE",
    "EPOCH_MILLIS,  99999999999999999999, OUT_OF_RANGE",
    "EPOCH_MILLIS,  1.5,                  WRONG_TYPE",
    "EPOCH_MICROS,  1e3,                  WRONG_TYPE",
    "EPOCH_MICROS,  true,                 WRONG_TYPE",
    "ISO,           5,                    WRONG_TYPE"
  })
  void refusesOtherTimes(TimeFormat format, String time, Reason reason) {
    String payload = GOOD.replace("\"2026-01-01T05:00:00Z\"", time);
    RejectedException rejected = rejected(with(format, pumps), payload);
    assertThat(rejected.reason()).isEqualTo(reason);
    assertThat(rejected).hasMessageStartingWith("'time' is ").hasMessageContaining("(expected: ");
  }

  @ParameterizedTest
  @CsvSource({
    "values[], path: 'values[]' (expected: a value",
    "device.x, 'device' (expected: a value",
    "time.x,   'time' (expected: a value"
  })
  void refusesPathsThatContradictEachOther(String path, String message) {
    PayloadSpec spec = pumps.with(List.of(FieldSpec.number("other").at(path)));
    assertThatThrownBy(() -> new JsonDecoder(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void forgetsTheMessageBefore() throws RejectedException {
    PayloadSpec spec = samples(UnknownFields.KEEP);
    PayloadDecoder decoder = new JsonDecoder(spec);
    Readings readings = new Readings(spec);
    decoder.decode(json(SAMPLES).getBytes(StandardCharsets.UTF_8), readings);
    decoder.decode(json("{'data':{'samples':[{}]}}").getBytes(StandardCharsets.UTF_8), readings);
    assertThat(readings.size()).isEqualTo(1);
    Reading reading = readings.get(0);
    assertThat(reading.hasTime() || reading.hasDevice() || reading.hasSequence()).isFalse();
    assertThat(reading.number(0)).isNaN();
    assertThat(reading.number(1)).isNaN();
    assertThat(reading.text(2)).isNull();
    assertThat(reading.unknown()).isEmpty();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
