package io.lepton.ingest.payload;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;

/**
 * Avro's binary encoding: bare records of one schema, or, with a registry, records after a zero
 * byte and the four bytes of their schema's id. A path leads through records and unions; NaN and
 * the infinite numbers are {@link Reason#OUT_OF_RANGE}.
 *
 * @param schemas where a record's schema comes from
 */
record AvroFormat(AvroSchemas schemas) implements PayloadFormat {
  /** Checks the presence. */
  AvroFormat {
    requireNonNull(schemas, "schemas");
  }

  /** Reads the section {@code avro}. */
  static AvroFormat read(ConfigReader in) {
    boolean file = in.has("schema-file");
    if (file == in.has("registry")) {
      throw new IllegalArgumentException(
          "%s schema-file %s registry (expected: one of them)"
              .formatted(file ? "both" : "neither", file ? "and" : "nor"));
    }
    return new AvroFormat(
        file
            ? in.parsed("schema-file", AvroSchemas.Fixed::ofFile)
            : in.section("registry", AvroSchemas.Registry::read));
  }

  @Override
  public PayloadDecoder decoder(PayloadSpec spec) {
    return new AvroDecoder(spec, schemas.open());
  }
}
