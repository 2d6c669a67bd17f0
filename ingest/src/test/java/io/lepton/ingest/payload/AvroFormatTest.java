package io.lepton.ingest.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AvroFormatTest {
  @TempDir Path temp;

  private static PayloadFormat read(String avro) {
    return FormatConfig.read("format = avro, avro {" + avro + "}");
  }

  @Test
  void carriesTheContentOfTheSchemasFile() throws Exception {
    Path file = temp.resolve("machine.avsc");
    Files.writeString(file, AvroBuilt.MACHINE);
    PayloadFormat format = read("schema-file = \"%s\"".formatted(file));
    Files.delete(file);
    assertThat(FormatConfig.copy(format))
        .isEqualTo(new AvroFormat(new AvroSchemas.Fixed(AvroBuilt.MACHINE)));
  }

  @Test
  void carriesThePasswordToTheExecutorsAndShowsItNowhere() throws Exception {
    PayloadFormat format =
        read("registry { url = \"https://r:1/apis/\", user = reader, password = tops3cret }");
    assertThat(FormatConfig.copy(format))
        .isEqualTo(format)
        .isEqualTo(
            new AvroFormat(
                new AvroSchemas.Registry("https://r:1/apis", "reader", Secret.of("tops3cret"))));
    assertThat(format.toString()).contains("reader").doesNotContain("tops3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | neither schema-file nor registry",
        "schema-file = a, registry.url = \"http://a\" | both schema-file and registry",
        "schema-file = /no/such/file | cannot be read",
        "registry {} | topic.avro.registry.url",
        "registry.url = \"file:///etc\" | an address such as http://registry:8081",
        "registry { url = \"http://a\", user = u } | topic.avro.registry.password",
      })
  void saysWhatIsWrong(String avro, String expected) {
    assertThatThrownBy(() -> read(avro)).hasMessageContaining(expected);
  }

  @Test
  void anAddressWithAPasswordIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> read("registry.url = \"http://u:tops3cret@a\""))
        .hasMessageContaining("an address with a user")
        .hasMessageNotContaining("tops3cret");
  }

  @Test
  void aFileWithoutARecordIsRefused() throws IOException {
    Path file = temp.resolve("x.avsc");
    Files.writeString(file, "\"string\"");
    assertThatThrownBy(() -> read("schema-file = \"%s\"".formatted(file)))
        .hasMessageContaining("a schema of type string (expected: a record)");
  }
}
