package io.lepton.ingest.payload;

import static io.lepton.ingest.payload.TestingSpecs.pumps;
import static io.lepton.ingest.payload.TestingSpecs.read;
import static io.lepton.ingest.payload.TestingSpecs.rejected;
import static io.lepton.ingest.payload.TestingSpecs.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.payload.PayloadSpec.ChannelPaths;
import io.lepton.ingest.payload.PayloadSpec.TimeFormat;
import io.lepton.ingest.payload.Reading.UnknownField;
import io.lepton.lake.config.ConfigReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDecoderTest {
  private static final CsvFormat FORMAT =
      new CsvFormat(
          List.of("time", "device", "sequence", "pressure", "note", "flow", "site"),
          ',',
          List.of("", "NA"));
  private static final String GOOD = "2026-01-01T05:00:00Z,pump-7,3,12.5,hi,NA,north";

  private final PayloadSpec ignoring = pumps(FORMAT, UnknownFields.IGNORE);

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void readsALine(String end) throws RejectedException {
    Readings readings = read(ignoring, GOOD + end);
    assertThat(readings.size()).isEqualTo(1);
    Reading reading = readings.get(0);
    assertThat(text(reading.device())).isEqualTo("pump-7");
    assertThat(reading.timeMicros())
        .isEqualTo(Instant.parse("2026-01-01T05:00:00Z").toEpochMilli() * 1000);
    assertThat(reading.sequence()).isEqualTo(3);
    assertThat(reading.number(0)).isEqualTo(12.5);
    assertThat(reading.number(1)).isNaN();
    assertThat(text(reading.text(2))).isEqualTo("north");
    assertThat(reading.unknown()).isEmpty();
  }

  @Test
  void readsEachLineAsAReadingAndQuotedCells() throws RejectedException {
    String quoted = GOOD.replace("12.5", "\"1e1\"").replace("north", "\"a,\"\"b\"\"\r\né\"");
    Readings readings = read(ignoring, GOOD + "\r\n" + quoted + "\n");
    assertThat(readings.size()).isEqualTo(2);
    assertThat(readings.get(1).number(0)).isEqualTo(10);
    assertThat(text(readings.get(1).text(2))).isEqualTo("a,\"b\"\r\né");
    assertThat(text(readings.get(0).text(2))).isEqualTo("north");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "12.5  | n/a    | wrong-type   | 'pressure' is 'n/a' (expected: a number)",
        "12.5  | ` 1`   | wrong-type   | 'pressure' is ' 1' (expected: a number)",
        "12.5  | 1e999  | out-of-range | 'pressure' is Infinity",
        "12.5  | NA     | missing-field| 'pressure' is missing",
        "pump-7| ``     | missing-field| 'device' is missing",
        "-7,3, | -7,3.0,| wrong-type   | 'sequence' is '3.0' (expected: a whole number)",
        "05:00:00Z| noon| wrong-type   | 'time' is '2026-01-01Tnoon' (expected: a time such as",
        "north | a,b    | malformed    | line 1 has 8 cells (expected: 7)",
        ",north| ``     | malformed    | line 1 has 6 cells (expected: 7)",
        "north | a\"b   | malformed    | no CSV at byte 42: a quote in a cell without quotes",
        "north | \"a\"b | malformed    | no CSV at byte 44: more after a quoted cell",
        "north | \"a    | malformed    | no CSV at byte 43: a quote that does not close"
      })
  void namesWhatIsWrong(String good, String bad, String reason, String message) {
    RejectedException rejected = rejected(ignoring, GOOD.replace(good, bad));
    assertThat(rejected).hasMessageContaining(message);
    assertThat(rejected.reason().code()).isEqualTo(reason);
  }

  @Test
  void refusesBrokenEndsOfLinesAndBytes() {
    assertThat(rejected(ignoring, "").reason()).isEqualTo(Reason.MALFORMED);
    assertThat(rejected(ignoring, GOOD + "\r")).hasMessageContaining("half an end of line");
    assertThat(rejected(ignoring, GOOD + "\n\n")).hasMessageContaining("line 2 has 1 cells");
    byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xC0;
    assertThatThrownBy(() -> new CsvDecoder(FORMAT, ignoring).decode(bytes, new Readings(ignoring)))
        .hasMessageContaining("no UTF-8");
  }

  @Test
  void survivesWhateverBytesCome() {
    byte[] good =
        (GOOD + "\r\n" + GOOD.replace("hi", "\"a,\"\"b\"")).getBytes(StandardCharsets.UTF_8);
    MutatedMessages messages = new MutatedMessages(8, List.of(good));
    PayloadDecoder decoder = new CsvDecoder(FORMAT, ignoring);
    Readings readings = new Readings(ignoring);
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      try {
        decoder.decode(messages.next(), readings);
        assertThat(readings.size()).isPositive();
        accepted++;
      } catch (RejectedException e) {
        assertThat(e.getMessage()).contains("(expected: ");
      }
    }
    assertThat(accepted).isBetween(10_000, 190_000);
  }

  @Test
  void whatIsMalformedFurtherOnWinsOverWhatIsWrong() {
    assertThat(rejected(ignoring, GOOD.replace("12.5", "x") + "\n1,2").reason())
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void treatsColumnsThatAreNotConfiguredAsAsked() throws RejectedException {
    PayloadSpec keeping = pumps(FORMAT, UnknownFields.KEEP);
    assertThat(read(keeping, GOOD).get(0).unknown())
        .containsExactly(new UnknownField("note", "hi", FieldSpec.Type.TEXT));
    assertThat(read(keeping, GOOD.replace("hi", "1.50")).get(0).unknown())
        .containsExactly(new UnknownField("note", "1.50", FieldSpec.Type.NUMBER));
    assertThat(read(keeping, GOOD.replace("hi", "NA")).get(0).unknown()).isEmpty();
    assertThat(rejected(pumps(FORMAT, UnknownFields.QUARANTINE), GOOD).reason())
        .isEqualTo(Reason.UNKNOWN_FIELD);
  }

  @Test
  void readsLongReadings() throws RejectedException {
    PayloadSpec spec =
        new PayloadSpec(
            new CsvFormat(List.of("t", "d", "value", "name"), ';', List.of("")),
            "d",
            "t",
            TimeFormat.EPOCH_SECONDS,
            Optional.empty(),
            Optional.of(new ChannelPaths("name", "value")),
            List.of(FieldSpec.number("pressure"), FieldSpec.text("site")),
            UnknownFields.KEEP);
    Readings readings = read(spec, "1.5;a;7;pressure\n2;a;7;site\n3;a;7;new\n4;a;;site");
    assertThat(readings.get(0).timeMicros()).isEqualTo(1_500_000);
    assertThat(readings.get(0).number(0)).isEqualTo(7);
    assertThat(text(readings.get(1).text(1))).isEqualTo("7");
    assertThat(readings.get(2).unknown())
        .containsExactly(new UnknownField("new", "7", FieldSpec.Type.NUMBER));
    assertThat(readings.get(3).text(1)).isNull();
    assertThat(rejected(spec, "1;a;x;pressure")).hasMessageContaining("'value' is 'x'");
    assertThat(rejected(spec, "1;a;x;")).hasMessageContaining("'name' is missing");
  }

  @Test
  void readsItsConfiguration() {
    assertThat(configured("columns = [a, b]"))
        .isEqualTo(new CsvFormat(List.of("a", "b"), ',', List.of("")));
    assertThat(configured("columns = [a], delimiter = \"\\t\", null-values = [x]"))
        .isEqualTo(new CsvFormat(List.of("a"), '\t', List.of("x")));
  }

  private static CsvFormat configured(String csv) {
    return ConfigReader.parse("pipeline = pumps, csv { %s }".formatted(csv))
        .read(
            in -> {
              assertThat(in.string("pipeline")).isEqualTo("pumps");
              return in.section("csv", CsvFormat::read);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "columns = []                     | columns (line 1): [] (expected: the names",
        "columns = [a, a]                 | 'a' is there twice (expected: once)",
        "columns = [a], delimiter = \";;\"| ';;' (expected: one character)",
        "columns = [a], delimiter = \"é\" | (expected: an ASCII character"
      })
  void refusesOtherConfigurations(String config, String message) {
    assertThatThrownBy(() -> configured(config)).hasMessageContaining(message);
  }

  @Test
  void refusesPathsThatAreNoColumns() {
    PayloadSpec spec = ignoring.with(List.of(FieldSpec.number("other")));
    assertThatThrownBy(() -> new CsvDecoder(FORMAT, spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("path: 'other' (expected: one of the columns [time, ");
  }
}
