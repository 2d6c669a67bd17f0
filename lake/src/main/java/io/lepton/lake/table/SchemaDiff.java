package io.lepton.lake.table;

import io.lepton.lake.PipelineException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What a contract has that the table has not, and where the two contradict each other. */
record SchemaDiff(TableId table, List<StructField> added, List<String> contradictions) {

  static SchemaDiff between(TableSpec spec, StructType found) {
    List<StructField> added = new ArrayList<>();
    List<String> contradictions = new ArrayList<>();
    List<String> names = Arrays.asList(found.fieldNames());
    for (StructField wanted : spec.columns().fields()) {
      if (!names.contains(wanted.name())) {
        added.add(wanted);
        continue;
      }
      DataType type = found.apply(wanted.name()).dataType();
      if (!wanted.dataType().equals(type)) {
        contradictions.add(
            "column '%s' is %s (expected: %s)"
                .formatted(wanted.name(), type.sql(), wanted.dataType().sql()));
      }
    }
    return new SchemaDiff(spec.id(), added, contradictions);
  }

  void requireCompatible() {
    if (!contradictions.isEmpty()) {
      throw PipelineException.data(
          "Cannot open %s: %s. Give the field its old type or choose another table or lake.root."
              .formatted(table, String.join(", ", contradictions)));
    }
  }
}
