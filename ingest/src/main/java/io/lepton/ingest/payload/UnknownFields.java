package io.lepton.ingest.payload;

/** What happens to a field of a message that the configuration does not name. */
public enum UnknownFields {
  /** It is passed over. Bronze still has it. */
  IGNORE,
  /** It is kept as text in silver's map column {@code unknown_fields}. */
  KEEP,
  /** Silver gains a column for it, of the type it has in the first message that has it. */
  EVOLVE,
  /** The message goes to quarantine. */
  QUARANTINE
}
