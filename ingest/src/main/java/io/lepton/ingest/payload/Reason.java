package io.lepton.ingest.payload;

import java.util.Locale;

/** Why a message is in quarantine. */
public enum Reason {
  /** The payload is not what its format says. */
  MALFORMED,
  /** A field that must be there is not. */
  MISSING_FIELD,
  /** A field holds something else than it should. */
  WRONG_TYPE,
  /** A number is physically impossible. */
  OUT_OF_RANGE,
  /** A field is there that the configuration does not know, and it wants none. */
  UNKNOWN_FIELD,
  /** The message is larger than the configuration allows. */
  TOO_LARGE,
  /** The message names a schema that the registry does not have. */
  UNKNOWN_SCHEMA;

  /** As it stands in the table: {@code out-of-range}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
