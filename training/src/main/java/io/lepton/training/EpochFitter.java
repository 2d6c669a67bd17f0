package io.lepton.training;

import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.dataset.DataSet;

/** Fits a network to one epoch after another by parameter averaging. */
interface EpochFitter {
  /**
   * Fits every mini-batch once; a partition is a worker's share.
   *
   * @param longest mini-batches of the worker with most of them
   */
  EpochTotals fit(JavaRDD<DataSet> miniBatches, int longest);

  /** Passes if an epoch has fitted all there is, and nothing twice. */
  default void requireAll(String what, long trained, long expected) {
    if (trained != expected) {
      throw new IllegalStateException(
          "%s trained: %d (expected: %d)".formatted(what, trained, expected));
    }
  }
}
