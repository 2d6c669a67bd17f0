package io.lepton.ingest;

import io.lepton.ingest.payload.FieldSpec;
import io.lepton.ingest.payload.Reading;
import io.lepton.ingest.payload.Reason;
import io.lepton.ingest.payload.RejectedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Fields of messages that silver has no column for yet, each of the type it was first seen with.
 */
final class NewFields {
  /** So many columns a hostile producer may add at once. */
  private static final int MOST = 100;

  private static final String COLUMN = "[a-z][a-z0-9_]{0,63}";

  private final Map<String, FieldSpec> fields = new LinkedHashMap<>();
  private final Set<String> taken;

  /** Taken: the columns that are there already. */
  NewFields(Set<String> taken) {
    this.taken = taken;
  }

  /**
   * Takes note of a reading's unknown fields.
   *
   * @throws RejectedException if one of them cannot become a column
   */
  void add(Reading reading) throws RejectedException {
    for (Reading.UnknownField field : reading.unknown()) {
      String column = field.name().replace("[]", "").replace('.', '_').toLowerCase(Locale.ROOT);
      if (!column.matches(COLUMN) || taken.contains(column)) {
        throw new RejectedException(
            Reason.UNKNOWN_FIELD,
            "'%s' cannot become a column (expected: a new name such as %s)"
                .formatted(field.name(), COLUMN));
      }
      if (fields.size() < MOST) {
        FieldSpec added =
            field.type() == FieldSpec.Type.NUMBER
                ? FieldSpec.number(column)
                : FieldSpec.text(column);
        fields.putIfAbsent(field.name(), EvolvedFields.at(added, field.name()));
      }
    }
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  List<FieldSpec> list() {
    return List.copyOf(fields.values());
  }
}
