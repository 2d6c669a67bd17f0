package io.lepton.ingest.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CmapssFilesTest {
  private static final String REST =
      " -0.0007 -0.0004 100.0 518.67 641.82 1589.70 1400.60 14.62 21.61 554.36 2388.06 9046.19"
          + " 1.30 47.47 521.66 2388.02 8138.62 8.4195 0.03 392 2388 100.00 39.06 23.4190  \n";

  @TempDir Path temp;

  @Test
  void anEngineRunsAndThenFails() throws IOException {
    write("train_FD001.txt", "1 1" + REST + "1 2" + REST + "2 1" + REST);
    writeGzip("test_FD001.txt.gz", "1 1" + REST + "1 2" + REST);
    write("RUL_FD001.txt", "112 \n");

    assertThat(read())
        .extracting(
            m -> m.file().replaceAll("@.*", ""),
            FileMessage::line,
            m -> m.message().key(),
            this::time)
        .containsExactly(
            line("train_FD001.txt", 1, "train-001", "telemetry 2008-01-01T01:00:00Z"),
            line("train_FD001.txt", 2, "train-001", "telemetry 2008-01-01T02:00:00Z"),
            line("train_FD001.txt", 2, "train-001", "events 2008-01-01T02:00:00Z"),
            line("train_FD001.txt", 3, "train-002", "telemetry 2008-01-01T01:00:00Z"),
            line("train_FD001.txt", 3, "train-002", "events 2008-01-01T01:00:00Z"),
            line("test_FD001.txt.gz", 1, "test-001", "telemetry 2008-01-01T01:00:00Z"),
            line("test_FD001.txt.gz", 2, "test-001", "telemetry 2008-01-01T02:00:00Z"),
            // cycle 2 and 112 more
            line("RUL_FD001.txt", 1, "test-001", "events 2008-01-05T18:00:00Z"));
  }

  @Test
  void numbersKeepTheirText() throws IOException {
    write("train_FD001.txt", "1 1" + REST);
    write("test_FD001.txt", "1 1" + REST);
    write("RUL_FD001.txt", "7\n");

    List<FileMessage> messages = read();

    assertThat(value(messages.get(0)))
        .isEqualTo(
            "{\"device\":\"train-001\",\"time\":\"2008-01-01T01:00:00Z\",\"sequence\":1,\"cycle\":1,"
                + "\"setting_1\":-0.0007,\"setting_2\":-0.0004,\"setting_3\":100.0,\"s_1\":518.67,"
                + "\"s_2\":641.82,\"s_3\":1589.70,\"s_4\":1400.60,\"s_5\":14.62,\"s_6\":21.61,"
                + "\"s_7\":554.36,\"s_8\":2388.06,\"s_9\":9046.19,\"s_10\":1.30,\"s_11\":47.47,"
                + "\"s_12\":521.66,\"s_13\":2388.02,\"s_14\":8138.62,\"s_15\":8.4195,\"s_16\":0.03,"
                + "\"s_17\":392,\"s_18\":2388,\"s_19\":100.00,\"s_20\":39.06,\"s_21\":23.4190}");
    assertThat(value(messages.get(1)))
        .isEqualTo(
            "{\"device\":\"train-001\",\"time\":\"2008-01-01T01:00:00Z\",\"sequence\":1,\"kind\":\"failure\"}");
  }

  @Test
  void aBrokenLineIsKeptAsItIs() throws IOException {
    write("train_FD001.txt", "1 1" + REST + "\n1 2 oops\r\n1 3" + REST.replace("39.06", "NaN"));
    write("test_FD001.txt", "1 1" + REST);
    write("RUL_FD001.txt", "soon\n");

    List<FileMessage> messages = read();

    assertThat(messages).hasSize(6);
    assertRaw(messages.get(1), "train_FD001.txt", 3, "1 2 oops");
    assertThat(messages.get(2).line()).isEqualTo(4);
    assertThat(value(messages.get(2))).startsWith("1 3 -0.0007");
    // the failure is that of the last row that could be read
    assertThat(value(messages.get(3))).contains("\"time\":\"2008-01-01T01:00:00Z\"");
    assertRaw(messages.get(5), "RUL_FD001.txt", 1, "soon");
    assertThat(messages.get(5).message().topic()).isEqualTo("events");
  }

  @Test
  void aMissingFileIsNamedWithThoseThatAreThere() throws IOException {
    write("train_FD001.txt", "1 1" + REST);

    assertThatThrownBy(this::read)
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot read C-MAPSS subset 'FD001' in %s: no test_FD001.txt (expected: train_FD001.txt, test_FD001.txt, RUL_FD001.txt, plain or .gz; found: train_FD001.txt). Unpack the data set there or set another directory or subset."
                .formatted(temp));
    assertThatThrownBy(() -> new CmapssFiles(source(temp.resolve("away"))))
        .hasMessageContaining("found: no such directory");
  }

  @Test
  void enginesWithoutTheirRemainingCyclesAreCounted() throws IOException {
    write("train_FD001.txt", "1 1" + REST);
    write("test_FD001.txt", "1 1" + REST + "2 1" + REST);
    write("RUL_FD001.txt", "112\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(
            "test_FD001.txt has 2 engines up to number 2, RUL_FD001.txt has 1 lines (expected: one"
                + " line per engine).");
  }

  @Test
  void aCutArchiveIsNamed() throws IOException {
    write("train_FD001.txt.gz", "no gzip");
    write("test_FD001.txt", "1 1" + REST);
    write("RUL_FD001.txt", "1\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith(
            "Cannot read " + temp.resolve("train_FD001.txt.gz") + " after line 0: ZipException");
  }

  private List<FileMessage> read() {
    List<FileMessage> messages = new ArrayList<>();
    try (CmapssFiles files = new CmapssFiles(source(temp))) {
      files.forEachRemaining(messages::add);
    }
    return messages;
  }

  private static CmapssSource source(Path directory) {
    return CmapssSource.of(directory, "FD001", "telemetry", "events");
  }

  private static Tuple line(String file, long number, String device, String time) {
    return Tuple.tuple(file, number, device, time);
  }

  private String time(FileMessage message) {
    String json = value(message);
    int start = json.indexOf("\"time\":\"") + 8;
    return message.message().topic() + " " + json.substring(start, json.indexOf('"', start));
  }

  private static void assertRaw(FileMessage message, String file, long line, String raw) {
    assertThat(message.file()).matches(Pattern.quote(file) + "@[0-9a-f]{8}");
    assertThat(message.line()).isEqualTo(line);
    assertThat(value(message)).isEqualTo(raw);
  }

  private static String value(FileMessage message) {
    return new String(message.message().value(), UTF_8);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(temp.resolve(name), text, UTF_8);
  }

  private void writeGzip(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(temp.resolve(name)))) {
      out.write(text.getBytes(UTF_8));
    }
  }
}
