package io.lepton.ingest.payload;

/** The rejections of a value, worded the same in all formats; what was found is shortened. */
final class Rejections {
  private static final int SHOWN = 40;

  private Rejections() {}

  static RejectedException wrongType(String path, String found, String expected) {
    return new RejectedException(
        Reason.WRONG_TYPE,
        "'%s' is '%s' (expected: %s)".formatted(path, shortened(found), expected));
  }

  static RejectedException infinite(FieldSpec field, double value) {
    return new RejectedException(
        Reason.OUT_OF_RANGE,
        "'%s' is %s (expected: %s to %s)"
            .formatted(field.path(), value, field.range().min(), field.range().max()));
  }

  static RejectedException missing(String path, String expected) {
    return new RejectedException(
        Reason.MISSING_FIELD, "'%s' is missing (expected: %s)".formatted(path, expected));
  }

  static RejectedException unknown(String path) {
    return new RejectedException(
        Reason.UNKNOWN_FIELD,
        ("'%s' is not configured (expected: only the fields of the configuration). Add it to the"
                + " fields, or set unknown-fields to ignore, keep or evolve.")
            .formatted(shortened(path)));
  }

  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
