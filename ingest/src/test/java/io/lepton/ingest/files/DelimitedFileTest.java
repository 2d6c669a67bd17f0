package io.lepton.ingest.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.ingest.files.DelimitedMapping.TimeColumn;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DelimitedFileTest {
  private static final DelimitedMapping PUMPS =
      DelimitedMapping.of(
          DeviceSource.column("pump"),
          new TimeColumn("at", TimeFormat.iso()),
          List.of(
              DelimitedField.number("Pressure [bar]", "pressure"),
              DelimitedField.text("note", "note")));
  private static final String HEADER = "at,pump,Pressure [bar],note\n";

  @TempDir Path temp;

  @Test
  void rowsBecomeMessages() throws IOException {
    // with the byte order mark of a spreadsheet, which is no part of the first name
    write("\uFEFF" + HEADER + "2024-01-01 00:00:00,p1,1.50,\n2024-01-01T02:00:00+02:00,p2,,#ok\n");

    assertThat(values(PUMPS))
        .containsExactly(
            "{\"device\":\"p1\",\"time\":\"2024-01-01T00:00:00Z\",\"sequence\":2,\"pressure\":1.50,\"note\":null}",
            "{\"device\":\"p2\",\"time\":\"2024-01-01T00:00:00Z\",\"sequence\":3,\"pressure\":null,\"note\":\"#ok\"}");
  }

  @Test
  void timesAreWrittenInOneWayAndConstantsStandInEveryMessage() throws IOException {
    write("from,to\n2024-01-01 00:00:00,2024-01-02 12:30:00\n2024-02-01,\n2024-02-01,soon\n");
    DelimitedMapping spells =
        DelimitedMapping.of(
            DeviceSource.constant("p1"),
            new TimeColumn("from", TimeFormat.iso()),
            List.of(
                DelimitedField.constant("anomaly", "kind"), DelimitedField.time("to", "until")));

    assertThat(values(spells))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .endsWith("\"kind\":\"anomaly\",\"until\":\"2024-01-02T12:30:00Z\"}"),
            open -> assertThat(open).endsWith("\"kind\":\"anomaly\",\"until\":null}"),
            bad -> assertThat(bad).isEqualTo("2024-02-01,soon"));
  }

  @Test
  void quotedCellsHoldDelimitersQuotesAndLines() throws IOException {
    write(HEADER + "2024-01-01,p1,1,\"a, \"\"b\"\"\n\nc\"\n2024-01-02,p1,2,5\" pipe\n");

    assertThat(values(PUMPS))
        .satisfiesExactly(
            first -> assertThat(first).endsWith("\"note\":\"a, \\\"b\\\"\\u000a\\u000ac\"}"),
            second -> assertThat(second).contains("\"sequence\":5").endsWith("\"5\\\" pipe\"}"));
  }

  @Test
  void aQuoteThatNeverClosesCostsItsOwnLineOnly() throws IOException {
    write(HEADER + "2024-01-01,p1,1,\"open\n2024-01-02,p1,2,fine\n2024-01-03,p1,3,\"fine\"\n");

    List<FileMessage> messages = read(PUMPS);

    assertThat(messages).extracting(FileMessage::line).containsExactly(2L, 3L, 4L);
    assertThat(value(messages.get(0))).isEqualTo("2024-01-01,p1,1,\"open");
    assertThat(value(messages.get(1))).endsWith("\"note\":\"fine\"}");
    assertThat(value(messages.get(2))).endsWith("\"note\":\"fine\"}");
  }

  @Test
  void aRowThatDoesNotFitIsKeptAsItIs() throws IOException {
    List<String> bad =
        List.of(
            "yesterday,p1,1,bad time",
            "2024-01-01,p1,high,bad number",
            "2024-01-01,p1,1",
            "2024-01-01,p1,1,one,more",
            "2024-01-01,,1,no device",
            "2024-01-01,p1,NaN,no number");
    write(HEADER + String.join("\r\n", bad) + "\n");

    List<FileMessage> messages = read(PUMPS);

    assertThat(messages).extracting(DelimitedFileTest::value).containsExactlyElementsOf(bad);
    assertThat(messages).extracting(FileMessage::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(messages).allSatisfy(m -> assertThat(m.message().topic()).isEqualTo("telemetry"));
  }

  @Test
  void bytesThatAreNoTextAreKeptAsTheyAre() throws IOException {
    byte[] row = "2024-01-01,p1,1,20 °C".getBytes(ISO_8859_1);
    Files.write(temp.resolve("rows.csv"), HEADER.getBytes(UTF_8));
    Files.write(temp.resolve("rows.csv"), row, StandardOpenOption.APPEND);

    assertThat(read(PUMPS).get(0).message().value()).isEqualTo(row);
  }

  @Test
  void aLineTooLongComesInPieces() throws IOException {
    write(HEADER + "x".repeat(LineReader.MAX_LINE_BYTES + 10) + "\n2024-01-01,p1,1,fine\n");

    List<FileMessage> messages = read(PUMPS);

    assertThat(messages).extracting(FileMessage::line).containsExactly(2L, 2L, 3L);
    assertThat(messages.get(1).message().value()).hasSize(10);
    assertThat(value(messages.get(2))).startsWith("{\"device\"");
  }

  @Test
  void aRowMayTellOfAFailure() throws IOException {
    write("4;1700000000.5;0\n5;1700000001;1\n");
    DelimitedMapping mapping =
        DelimitedMapping.of(
                DeviceSource.constant("mill"),
                new TimeColumn("t", TimeFormat.epochSeconds()),
                List.of(DelimitedField.number("failed", "failed")))
            .withDelimiter(';')
            .withColumns(List.of("n", "t", "failed"))
            .withSequence("n")
            .withFailure("failed", "1");

    assertThat(values(mapping))
        .containsExactly(
            "{\"device\":\"mill\",\"time\":\"2023-11-14T22:13:20.500Z\",\"sequence\":4,\"failed\":0}",
            "{\"device\":\"mill\",\"time\":\"2023-11-14T22:13:21Z\",\"sequence\":5,\"failed\":1}",
            "{\"device\":\"mill\",\"time\":\"2023-11-14T22:13:21Z\",\"sequence\":5,\"kind\":\"failure\"}");
  }

  @Test
  void timesAreReadAsTheMappingSays() {
    Instant origin = Instant.parse("2024-01-01T00:00:00Z");
    assertThat(TimeFormat.steps(origin, Duration.ofMinutes(5)).parse("3"))
        .hasToString("2024-01-01T00:15:00Z");
    assertThat(TimeFormat.epochMillis().parse("1704067200001")).isEqualTo(origin.plusMillis(1));
    assertThat(TimeFormat.epochSeconds().parse("-0.5")).hasToString("1969-12-31T23:59:59.500Z");
    assertThat(TimeFormat.pattern("d.M.yyyy HH:mm").parse("1.1.2024 00:00")).isEqualTo(origin);
    assertThat(TimeFormat.iso().parse("2024-01-01T01:00:00+01")).isEqualTo(origin);
    assertThatThrownBy(() -> TimeFormat.epochSeconds().parse("1e999999999"))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aMissingColumnIsNamedWithTheNearestOne() throws IOException {
    write("At,Pump,pressure [bar],remark\n");

    assertThatThrownBy(() -> read(PUMPS))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot read %s: no column 'pump' (columns: At, Pump, pressure [bar], remark). Did you mean 'Pump'?"
                .formatted(temp.resolve("rows.csv")));
  }

  private List<String> values(DelimitedMapping mapping) {
    return read(mapping).stream().map(DelimitedFileTest::value).toList();
  }

  private List<FileMessage> read(DelimitedMapping mapping) {
    List<FileMessage> messages = new ArrayList<>();
    try (DelimitedFile file =
        new DelimitedFile(temp.resolve("rows.csv"), mapping, "telemetry", "events")) {
      file.forEachRemaining(messages::add);
    }
    return messages;
  }

  private static String value(FileMessage message) {
    return new String(message.message().value(), UTF_8);
  }

  private void write(String text) throws IOException {
    Files.writeString(temp.resolve("rows.csv"), text, UTF_8);
  }
}
