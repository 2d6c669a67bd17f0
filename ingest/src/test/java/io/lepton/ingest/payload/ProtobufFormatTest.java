package io.lepton.ingest.payload;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProtobufFormatTest {
  @TempDir Path temp;

  private PayloadFormat read(byte[] descriptors, String message) throws Exception {
    Path file = temp.resolve("plant.desc");
    Files.write(file, descriptors);
    try {
      return FormatConfig.read(
          "format = protobuf, protobuf { descriptor-file = \"%s\", message = %s }"
              .formatted(file, message));
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void carriesTheContentOfTheDescriptorsFile() throws Exception {
    byte[] descriptors = ProtobufBuilt.descriptors(TYPE_DOUBLE).toByteArray();
    assertThat(FormatConfig.copy(read(descriptors, "plant.Machine")))
        .isEqualTo(ProtobufBuilt.format(TYPE_DOUBLE));
  }

  @Test
  void saysWhatIsWrong() {
    byte[] descriptors = ProtobufBuilt.descriptors(TYPE_DOUBLE).toByteArray();
    assertThatThrownBy(() -> read(descriptors, "plant.Mashine"))
        .hasMessageContaining("topic.protobuf.message")
        .hasMessageContaining("one of [google.protobuf.Timestamp, plant.Machine,");
    assertThatThrownBy(() -> read("no".getBytes(StandardCharsets.UTF_8), "a"))
        .hasMessageContaining("output of protoc --descriptor_set_out");
    FileDescriptorSet alone =
        FileDescriptorSet.newBuilder().addFile(ProtobufBuilt.file(TYPE_DOUBLE)).build();
    assertThatThrownBy(() -> read(alone.toByteArray(), "plant.Machine"))
        .hasMessageContaining("no 'google/protobuf/timestamp.proto', which 'plant.proto' imports");
  }
}
