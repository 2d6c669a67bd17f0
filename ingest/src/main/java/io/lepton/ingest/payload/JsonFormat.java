package io.lepton.ingest.payload;

/** A JSON object in UTF-8. */
public record JsonFormat() implements PayloadFormat {
  @Override
  public PayloadDecoder decoder(PayloadSpec spec) {
    return new JsonDecoder(spec);
  }
}
