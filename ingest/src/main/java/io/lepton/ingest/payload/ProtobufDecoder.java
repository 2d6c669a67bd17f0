package io.lepton.ingest.payload;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;

/** Reads messages of one type. */
final class ProtobufDecoder implements PayloadDecoder {
  private final Descriptor type;
  private final String list;
  private final ProtobufPlan plan;
  private final Filling filling;

  ProtobufDecoder(PayloadSpec spec, Descriptor type) {
    this.type = type;
    list = String.join(".", spec.list());
    plan = new ProtobufPlan(type, PathTree.of(spec));
    filling = new Filling(spec);
  }

  @Override
  public void decode(byte[] payload, Readings into) throws RejectedException {
    DynamicMessage message = parse(payload);
    filling.begin(into);
    plan.read(message, filling);
    if (list.isEmpty()) {
      filling.beginOnly();
      filling.endReading();
    } else {
      filling.beginList();
      plan.elements(filling);
    }
    filling.end(list);
  }

  private DynamicMessage parse(byte[] payload) throws RejectedException {
    if (payload == null) {
      throw malformed("no payload");
    }
    try {
      return DynamicMessage.parseFrom(type, payload);
    } catch (InvalidProtocolBufferException e) {
      throw malformed("not to be read: " + e.getMessage());
    }
  }

  private RejectedException malformed(String found) {
    return new RejectedException(
        Reason.MALFORMED, "%s (expected: a message %s)".formatted(found, type.getFullName()));
  }
}
