package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.features.label.Label;
import io.lepton.features.label.Task;
import io.lepton.lake.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

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
  private final Optional<WarmStart> start;
  private final Function<TrainingConfig, Checkpoints> checkpoints;

  /** A trainer that works where this Spark does, and draws first parameters. */
  public ParameterAveragingTrainer(JavaSparkContext spark, TrainingConfig config) {
    this(spark, config, Optional.empty(), network -> Checkpoints.NONE);
  }

  private ParameterAveragingTrainer(
      JavaSparkContext spark,
      TrainingConfig config,
      Optional<WarmStart> start,
      Function<TrainingConfig, Checkpoints> checkpoints) {
    this.spark = requireNonNull(spark, "spark");
    this.config = requireNonNull(config, "config");
    this.start = start;
    this.checkpoints = checkpoints;
  }

  /** The same, but from what these networks have learned. */
  public ParameterAveragingTrainer from(WarmStart learned) {
    return new ParameterAveragingTrainer(spark, config, Optional.of(learned), checkpoints);
  }

  /**
   * The same, but going on where a training was broken off: each network is the same as without the
   * interruption, and listeners hear of the epochs that are still to come. One whose checkpoint is
   * damaged is refused with a {@link PipelineException}.
   *
   * @param kept where the training of a network is kept, given its configuration with its seed
   */
  public ParameterAveragingTrainer keeping(Function<TrainingConfig, Checkpoints> kept) {
    return new ParameterAveragingTrainer(spark, config, start, requireNonNull(kept, "kept"));
  }

  /**
   * Trains a network and keeps the epoch that does best on the validation split.
   *
   * @throws PipelineException if the network cannot answer the label's question, if the training
   *     split has no windows or fewer segments than workers, or if the loss is no longer finite
   */
  public TrainedNetwork fit(TrainingSet set, EpochListener listener) {
    requireNonNull(listener, "listener");
    return fitMembers(set, 1, (member, report) -> listener.onEpoch(report)).members().get(0);
  }

  /**
   * Trains as many networks as the configuration asks for, one after the other, each as {@link
   * #fit} trains that of its seed.
   *
   * @throws PipelineException as {@link #fit}
   */
  public TrainedEnsemble fitEnsemble(TrainingSet set, MemberListener listener) {
    requireNonNull(listener, "listener");
    return fitMembers(set, config.ensemble(), listener);
  }

  private TrainedEnsemble fitMembers(TrainingSet set, int count, MemberListener listener) {
    Backend.require(config.backend());
    requireAnswerable(set.examples().targets().label());
    int workers = config.averaging().workers();
    try (SharedSegments training = SharedSegments.share(set.training(), workers)) {
      requireEnough(training, workers);
      try (SharedSegments validation = SharedSegments.share(set.validation(), workers)) {
        List<TrainedNetwork> members = new ArrayList<>();
        for (int member = 1; member <= count; member++) {
          int number = member;
          try (TrainingRun run =
              new TrainingRun(spark, config.member(member), set, training, validation)) {
            start.ifPresent(learned -> run.startFrom(learned, number));
            TrainedNetwork trained =
                run.fit(
                    report -> listener.onEpoch(number, report),
                    checkpoints.apply(config.member(member)));
            listener.onMember(number, trained.report());
            members.add(trained);
          }
        }
        return new TrainedEnsemble(members, validationScore(members, set, validation));
      }
    }
  }

  private OptionalDouble validationScore(
      List<TrainedNetwork> members, TrainingSet set, SharedSegments validation) {
    if (members.size() == 1 || validation.isEmpty()) {
      return members.get(0).report().best().validationScore();
    }
    MiniBatchShape shape = new MiniBatchShape(set.examples(), config.fitting().miniBatchSize());
    Broadcast<List<byte[]>> models =
        spark.broadcast(members.stream().map(TrainedNetwork::model).toList());
    spark.sc().setJobDescription("Validation of the ensemble");
    try {
      ValidationScores scores = new ValidationScores(set.examples().targets());
      validation
          .segments()
          .mapPartitions(new ScoreMembers(models, shape))
          .collect()
          .forEach(scores::add);
      return OptionalDouble.of(scores.score());
    } finally {
      spark.sc().setJobDescription(null);
      models.destroy();
    }
  }

  /**
   * Passes if the network can answer the label's question.
   *
   * @throws PipelineException of kind CONFIG if it cannot
   */
  public void requireAnswerable(Label label) {
    NetworkSpec network = config.network().spec();
    if (!network.supports(label.task())) {
      boolean isForecaster = network.supports(Task.FORECAST);
      String kind = isForecaster ? "forecast" : "none";
      throw PipelineException.config(
          "Cannot train network of kind '%s': it %s, and label '%s' asks for something else (expected: label '%s'). Set another training.network.kind or features.label.kind = %s."
              .formatted(
                  network.kind().code(),
                  isForecaster ? "forecasts" : "gives windows back",
                  label.kind(),
                  kind,
                  kind));
    }
    if (label.task() != Task.CLASSIFICATION
        && config.fitting().classWeights() != ClassWeights.NONE) {
      throw PipelineException.config(
          "Cannot weigh classes: label '%s' has none (expected: label 'class' or 'failure-within'). Set training.class-weights = none."
              .formatted(label.kind()));
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
