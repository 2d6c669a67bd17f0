package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.features.Segment;
import io.lepton.features.Windows;
import org.apache.spark.api.java.JavaRDD;

/**
 * What a network learns from.
 *
 * @param training split to fit
 * @param validation split that picks the best epoch; may be empty
 * @param windows how segments are cut
 * @param labelScale about the largest label, such as its cap
 */
public record TrainingSet(
    JavaRDD<Segment> training, JavaRDD<Segment> validation, Windows windows, double labelScale) {
  /** Checks the scale. */
  public TrainingSet {
    requireNonNull(training, "training");
    requireNonNull(validation, "validation");
    requireNonNull(windows, "windows");
    Check.positive("label-scale", labelScale);
  }
}
