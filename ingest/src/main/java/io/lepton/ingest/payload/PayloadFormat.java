package io.lepton.ingest.payload;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.Password;
import io.lepton.lake.config.Secret;
import java.io.Serializable;
import java.util.Optional;

/**
 * How a payload is written. A format has what it takes to make a decoder, the content of the files
 * it needs included, and travels to the executors.
 */
public interface PayloadFormat extends Serializable {
  /** The formats there are. */
  enum Name {
    /** A JSON object. */
    JSON,
    /** A line of values. */
    CSV,
    /** An Avro record, bare or with the id of its schema before it. */
    AVRO,
    /** A Protocol Buffers message. */
    PROTOBUF
  }

  /** A decoder of messages that look so. */
  PayloadDecoder decoder(PayloadSpec spec);

  /** Reads the format and what it needs from a topic's section. */
  static PayloadFormat read(ConfigReader in) {
    Optional<Secret> key = in.optionalSection("pseudonym", Password::required);
    PayloadFormat format = readOpen(in);
    return key.<PayloadFormat>map(secret -> new PseudonymFormat(format, secret)).orElse(format);
  }

  private static PayloadFormat readOpen(ConfigReader in) {
    return switch (in.oneOf("format", Name.class)) {
      case JSON -> new JsonFormat();
      case CSV -> in.section("csv", CsvFormat::read);
      case AVRO -> in.section("avro", AvroFormat::read);
      case PROTOBUF -> in.section("protobuf", ProtobufFormat::read);
    };
  }
}
