package io.lepton.ingest.payload;

import java.util.IdentityHashMap;
import org.apache.avro.Schema;

/** Reads Avro records by the schema they were written with; fields are found by their names. */
final class AvroDecoder implements PayloadDecoder {
  private static final int MOST_PLANS = 1_000;

  private final AvroSchemas.Source schemas;
  private final PathTree paths;
  private final String list;
  private final Filling filling;
  private final AvroBytes in = new AvroBytes();
  private final IdentityHashMap<Schema, AvroPlan> plans = new IdentityHashMap<>();

  AvroDecoder(PayloadSpec spec, AvroSchemas.Source schemas) {
    this.schemas = schemas;
    paths = PathTree.of(spec);
    list = String.join(".", spec.list());
    filling = new Filling(spec);
  }

  @Override
  public void decode(byte[] payload, Readings into) throws RejectedException {
    if (payload == null) {
      throw new RejectedException(Reason.MALFORMED, "no payload (expected: an Avro record)");
    }
    in.open(payload);
    AvroPlan plan = plan(schemas.of(in));
    filling.begin(into);
    plan.record(in, filling);
    if (list.isEmpty()) {
      filling.beginOnly();
      filling.endReading();
    } else {
      filling.beginList();
      plan.elements(in, filling);
    }
    filling.end(list);
  }

  private AvroPlan plan(Schema schema) {
    AvroPlan plan = plans.get(schema);
    if (plan == null) {
      if (plans.size() == MOST_PLANS) {
        plans.clear();
      }
      plan = new AvroPlan(schema, paths, filling.policy());
      plans.put(schema, plan);
    }
    return plan;
  }
}
