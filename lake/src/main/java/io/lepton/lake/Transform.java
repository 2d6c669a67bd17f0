package io.lepton.lake;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A function of its input: no session, no clock, no input or output of its own. */
@FunctionalInterface
public interface Transform {
  /** The dataset this transform makes of another. */
  Dataset<Row> apply(Dataset<Row> input);

  /** This transform, then another. */
  default Transform then(Transform next) {
    return input -> next.apply(apply(input));
  }
}
