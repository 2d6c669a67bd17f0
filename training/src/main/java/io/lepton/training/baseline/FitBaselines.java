package io.lepton.training.baseline;

import static java.util.Objects.requireNonNull;

import io.lepton.features.Examples;
import io.lepton.features.Segment;
import io.lepton.features.label.Task;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/**
 * Fits simple models on the training split of a training set. The same seed gives the same models,
 * however the rows are spread.
 */
public final class FitBaselines {
  private final SparkSession session;
  private final BaselineConfig config;

  /** Fits by a session's executors. */
  public FitBaselines(SparkSession session, BaselineConfig config) {
    this.session = requireNonNull(session, "session");
    this.config = requireNonNull(config, "config");
  }

  /**
   * Fits one.
   *
   * @param kind suits the label's task
   * @param training the training split
   * @param examples how it is cut, and what is to be learned
   * @return none if windows are too large for this kind
   */
  public Optional<Baseline> fit(BaselineKind kind, JavaRDD<Segment> training, Examples examples) {
    Task task = examples.targets().task();
    if (!kind.suits(task)) {
      throw new IllegalArgumentException("kind: %s (expected: one for %s)".formatted(kind, task));
    }
    TrainingSample sample = TrainingSample.of(training, examples, config);
    return switch (task) {
      case REGRESSION, CLASSIFICATION ->
          Optional.of(new FitStatistics(session, config).fit(kind, sample));
      case FORECAST -> Optional.of(LinearForecast.fit(sample));
      case RECONSTRUCTION -> PrincipalComponents.fit(session, sample);
    };
  }
}
