package io.lepton.ingest;

import io.lepton.ingest.payload.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Fields that silver gained because messages had them. The column's comment says where. */
final class EvolvedFields {
  private static final String COMMENT = "found at ";

  private EvolvedFields() {}

  /** A field that was found at a path. */
  static FieldSpec at(FieldSpec field, String path) {
    return new FieldSpec(
        field.name(), path, field.type(), field.presence(), field.range(), COMMENT + path);
  }

  /** Those of a table's columns that its contract does not have. */
  static List<FieldSpec> of(StructType table, StructType contract) {
    Set<String> known = Set.of(contract.fieldNames());
    List<FieldSpec> fields = new ArrayList<>();
    for (StructField column : table.fields()) {
      String comment = column.getComment().getOrElse(() -> "");
      if (!known.contains(column.name()) && comment.startsWith(COMMENT)) {
        FieldSpec field =
            column.dataType().equals(DataTypes.DoubleType)
                ? FieldSpec.number(column.name())
                : FieldSpec.text(column.name());
        fields.add(at(field, comment.substring(COMMENT.length())));
      }
    }
    return fields;
  }
}
