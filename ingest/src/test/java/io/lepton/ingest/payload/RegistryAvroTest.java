package io.lepton.ingest.payload;

import static io.lepton.ingest.payload.Decoding.decode;
import static io.lepton.ingest.payload.Decoding.reason;
import static io.lepton.ingest.payload.Decoding.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import io.lepton.lake.config.Secret;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("edge")
final class RegistryAvroTest {
  private static final String SECOND =
      """
      {"type": "record", "name": "R", "fields": [
        {"name": "unit", "type": "string"},
        {"name": "x", "type": ["null", "float"]},
        {"name": "time", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "device", "type": "string"}]}""";

  private static byte[] wire(int id, byte[] record) {
    return ByteBuffer.allocate(5 + record.length).put((byte) 0).putInt(id).put(record).array();
  }

  private static byte[] second() {
    return AvroBuilt.bytes(
        new GenericRecordBuilder(AvroBuilt.schema(SECOND))
            .set("unit", "bar")
            .set("x", 2.5f)
            .set("time", 2_000L)
            .set("device", "d")
            .build());
  }

  private static PayloadSpec specOf(String url) {
    return spec(
        new AvroFormat(new AvroSchemas.Registry(url, "", Secret.of(""))),
        UnknownFields.IGNORE,
        FieldSpec.number("x"));
  }

  @Test
  void eachMessageIsReadByTheSchemaItWasWrittenWith(@TempDir Path temp) throws Exception {
    byte[] first = AvroBuilt.recordWithX("\"double\"", 1.5);
    try (TestingRegistry registry = TestingRegistry.start(temp)) {
      PayloadSpec spec = specOf(registry.url());
      int firstId = registry.register("r-value", "AVRO", AvroBuilt.withX("\"double\""));
      int secondId = registry.register("r-value", "AVRO", SECOND);
      int otherId =
          registry.register(
              "other", "JSON", "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}");

      assertThat(decode(spec, wire(firstId, first)).get(0).number(0)).isEqualTo(1.5);
      Reading evolved = decode(spec, wire(secondId, second())).get(0);
      assertThat(evolved.number(0)).isEqualTo(2.5);
      assertThat(evolved.timeMicros()).isEqualTo(2_000_000);
      assertThat(reason(spec, wire(4711, first))).isEqualTo(Reason.UNKNOWN_SCHEMA);
      assertThat(reason(spec, wire(-1, first))).isEqualTo(Reason.UNKNOWN_SCHEMA);
      assertThat(reason(spec, wire(otherId, first))).isEqualTo(Reason.UNKNOWN_SCHEMA);
      assertThat(reason(spec, first)).isEqualTo(Reason.MALFORMED);
      assertThat(reason(spec, new byte[] {0, 0, 0})).isEqualTo(Reason.MALFORMED);

      registry.stop();
      // what is known needs no registry; what is not stops the job
      assertThat(decode(spec, wire(firstId, first)).size()).isEqualTo(1);
      assertThatThrownBy(() -> decode(spec, wire(4712, first)))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining(registry.url() + "/schemas/ids/4712");
    }
  }

  @Test
  void aRegistryThatIsAwayFromTheStartStopsTheJob(@TempDir Path temp) throws Exception {
    TestingRegistry registry = TestingRegistry.start(temp);
    registry.stop();
    assertThatThrownBy(() -> decode(specOf(registry.url()), wire(1, second())))
        .isInstanceOf(PipelineException.class)
        .extracting(e -> ((PipelineException) e).kind())
        .isEqualTo(PipelineException.Kind.OUTSIDE);
  }
}
