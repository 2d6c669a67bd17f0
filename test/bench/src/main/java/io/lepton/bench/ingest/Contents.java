package io.lepton.bench.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares what a peer wrote, read back in full, with what was published. */
final class Contents {
  private Contents() {}

  /** What is wrong; a row lost, doubled or misread changes a sum. */
  static List<String> problems(Dataset<Row> written, Workload.Published published) {
    Column numbers = lit(0.0);
    for (String name : Messages.names()) {
      numbers = numbers.plus(col(name));
    }
    Row found = written.agg(count(lit(1)), sum(col("sequence")), sum(numbers)).first();
    List<String> problems = new ArrayList<>();
    if (found.getLong(0) != published.messages()) {
      problems.add("rows: %,d (expected: %,d)".formatted(found.getLong(0), published.messages()));
    } else if (found.getLong(1) != published.sequences()) {
      problems.add(
          "sequences add up to %d (expected: %d)"
              .formatted(found.getLong(1), published.sequences()));
    } else if (Math.abs(found.getDouble(2) / published.numbers() - 1) > 1e-9) {
      problems.add(
          "numbers add up to %s (expected: %s)".formatted(found.getDouble(2), published.numbers()));
    }
    return problems;
  }
}
