package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.PipelineException;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains a network on Spark: workers learn side by side, each from its own segments, and their
 * parameters are averaged again and again.
 *
 * <p>Every window is fitted once in each epoch. The same segments, configuration and seed give the
 * same network, bit for bit, on the same kind of machine.
 */
public final class ParameterAveragingTrainer {
  private final JavaSparkContext spark;
  private final TrainingConfig config;

  /** A trainer that works where this Spark does. */
  public ParameterAveragingTrainer(JavaSparkContext spark, TrainingConfig config) {
    this.spark = requireNonNull(spark, "spark");
    this.config = requireNonNull(config, "config");
  }

  /**
   * Trains a network and keeps the epoch that does best on the validation split.
   *
   * @throws PipelineException if the training split has no windows or fewer segments than workers,
   *     or if the loss is no longer finite
   */
  public TrainedNetwork fit(TrainingSet set, EpochListener listener) {
    requireNonNull(listener, "listener");
    Backend.require(config.backend());
    int workers = config.averaging().workers();
    try (SharedSegments training = SharedSegments.share(set.training(), workers)) {
      requireEnough(training, workers);
      try (SharedSegments validation = SharedSegments.share(set.validation(), workers);
          TrainingRun run = new TrainingRun(spark, config, set, training, validation)) {
        return run.fit(listener);
      }
    }
  }

  private static void requireEnough(SharedSegments training, int workers) {
    if (training.isEmpty()) {
      throw PipelineException.data(
          "Cannot train network: the training split has no windows (expected: at least one). Check"
              + " the split's dates and that its devices have labels.");
    }
    if (training.workers() < workers) {
      throw PipelineException.data(
          "Cannot train with %d workers: the training split has %d segments with windows (expected: at least one for each worker). Set training.workers = %d or add devices."
              .formatted(workers, training.workers(), training.workers()));
    }
  }
}
