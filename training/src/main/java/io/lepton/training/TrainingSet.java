package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.features.Examples;
import io.lepton.features.Segment;
import org.apache.spark.api.java.JavaRDD;

/**
 * What a network learns from.
 *
 * @param training split to fit
 * @param validation split that picks the best epoch; may be empty
 * @param examples how segments are cut, and what is to be learned
 */
public record TrainingSet(
    JavaRDD<Segment> training, JavaRDD<Segment> validation, Examples examples) {
  /** Checks that nothing is null. */
  public TrainingSet {
    requireNonNull(training, "training");
    requireNonNull(validation, "validation");
    requireNonNull(examples, "examples");
  }
}
