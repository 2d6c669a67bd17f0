package io.lepton.ingest.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.lake.config.ConfigReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** Formats out of a topic's section, and on their way to an executor. */
final class FormatConfig {
  private FormatConfig() {}

  static PayloadFormat read(String topic) {
    return ConfigReader.parse("pipeline = test, topic {" + topic + "}")
        .read(
            in -> {
              assertThat(in.string("pipeline")).isEqualTo("test");
              return in.section("topic", PayloadFormat::read);
            });
  }

  static Object copy(Object original) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
