package io.lepton.jobs.search;

import io.lepton.features.Segment;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.jobs.training.FitEnsemble;
import io.lepton.jobs.training.TrainJob;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.model.ModelVersion;
import io.lepton.training.Backend;
import io.lepton.training.ParameterAveragingTrainer;
import io.lepton.training.TrainingConfig;
import io.lepton.training.TrainingSet;
import io.lepton.training.search.Search;
import io.lepton.training.search.SearchConfig;
import io.lepton.training.search.SideBySide;
import io.lepton.training.search.Trial;
import io.lepton.training.search.TrialDraw;
import io.lepton.training.search.TrialRun;
import io.lepton.training.search.TrialTraining;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/** A training set to the best of many configurations, and to a model version made with it. */
public final class SearchJob {
  /** The figure of a model version that says which trial it comes from. */
  static final String FIGURE = "search_trial";

  private final JobContext context;
  private final SearchConfig config;
  private final List<Trial> trials;
  private final Function<Map<String, String>, PipelineConfig> reader;
  private final JavaSparkContext spark;

  /**
   * A search among {@link #trials}.
   *
   * @param reader reads the pipeline's file with more overrides
   */
  public SearchJob(
      JobContext context,
      List<Trial> trials,
      Function<Map<String, String>, PipelineConfig> reader) {
    this.context = context;
    this.config = context.config().search();
    this.trials = List.copyOf(trials);
    this.reader = reader;
    this.spark = JavaSparkContext.fromSparkContext(context.session().sparkContext());
  }

  /**
   * What a file's search tries; every configuration is read here, before the first one is trained.
   *
   * @throws PipelineException of kind CONFIG with all that is refused
   */
  public static List<Trial> trials(
      SearchConfig config, Function<Map<String, String>, PipelineConfig> reader) {
    List<Trial> trials =
        TrialDraw.of(
            config,
            values -> {
              Map<String, String> keys = keys(values);
              keys.put("training.search.space", "null"); // no place to look for a misspelt key
              return reader.apply(keys).training();
            });
    trials.forEach(trial -> requireFixedStart(trial.config().start()));
    return trials;
  }

  /** The winner is the latest model, and trials from another start are other trials. */
  private static void requireFixedStart(TrainingConfig.Start start) {
    if (!start.isFixed()) {
      throw PipelineException.config(
          "Cannot search with training.warm-start = %s (expected: a version by its number, which a search does not change). Set it to one that 'lepton models' lists."
              .formatted(start.from()));
    }
  }

  /**
   * What was found.
   *
   * @param search every trial, the best first
   * @param best the trial that won
   * @param set what the trials were trained on
   * @param model the version made with it
   */
  public record Result(
      Search.Result search, TrialRun best, PinnedTrainingSet set, ModelVersion model) {}

  public Result run() {
    context.progress().start("search");
    Backend.require(context.config().training().backend());
    PinnedTrainingSet set = PinnedTrainingSet.newest(context);
    for (Trial trial : trials) {
      new ParameterAveragingTrainer(spark, trial.config()).requireAnswerable(set.spec().label());
    }
    Search.Result result = search(set);
    TrialRun best = result.best().orElseThrow(() -> nothing(result));
    context.progress().end(described(result, best, set));
    return new Result(result, best, set, register(best, set));
  }

  /** What a trial sets, as overrides of the file. */
  static Map<String, String> keys(SortedMap<String, String> values) {
    Map<String, String> keys = new LinkedHashMap<>();
    values.forEach((key, value) -> keys.put("training." + key, value));
    return keys;
  }

  private Search.Result search(PinnedTrainingSet set) {
    TrialTable table =
        TrialTable.open(
            context, set, run -> context.progress().line(described(run, trials.size(), set)));
    TrainingSet read = set.parts();
    // read once for all trials, each of which shares it among its own workers
    JavaRDD<Segment> training = read.training().persist(StorageLevel.MEMORY_AND_DISK());
    JavaRDD<Segment> validation = read.validation().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      requireValidation(validation, set);
      TrainingSet kept = new TrainingSet(training, validation, read.examples());
      return new Search(
              config.rungs(trials),
              table,
              sideBySide(),
              new TrialTraining(each -> new FitEnsemble(context, each).trainer(set.spec()), kept))
          .run(trials);
    } finally {
      training.unpersist(false);
      validation.unpersist(false);
    }
  }

  private SideBySide sideBySide() {
    int cores = spark.defaultParallelism();
    int workers = context.config().training().averaging().workers();
    int parallel = config.budget().parallel();
    Instant end = config.budget().time().map(context.clock().instant()::plus).orElse(Instant.MAX);
    return new SideBySide(
        parallel > 0 ? parallel : Math.max(1, cores / workers), context.clock(), end);
  }

  private static void requireValidation(JavaRDD<Segment> validation, PinnedTrainingSet set) {
    if (validation.filter(segment -> segment.windows() > 0).isEmpty()) {
      throw PipelineException.data(
          "Cannot search: %s has no validation windows (expected: some, to choose by). Set features.split.validation and run 'lepton features'."
              .formatted(set.name()));
    }
  }

  /** Trains the winner in full and registers it, once. */
  private ModelVersion register(TrialRun best, PinnedTrainingSet set) {
    PipelineConfig pipeline = reader.apply(keys(best.trial().values()));
    Optional<ModelVersion> before =
        context.models().versions(pipeline.scoring().model()).stream()
            .filter(model -> isFrom(context.models().manifest(model), pipeline, set))
            .reduce((older, newer) -> newer);
    return before.orElseGet(
        () ->
            new TrainJob(context, pipeline)
                .run(set, Map.of(FIGURE, (double) best.trial().number())));
  }

  /** The same text and the same training set come to the same network. */
  private static boolean isFrom(
      ModelManifest manifest, PipelineConfig pipeline, PinnedTrainingSet set) {
    return manifest.metrics().containsKey(FIGURE)
        && manifest.trainingSet().equals(set.name())
        && manifest.configuration().equals(pipeline.rendered());
  }

  private static PipelineException nothing(Search.Result result) {
    return result.runs().isEmpty()
        ? PipelineException.config(
            "Cannot search: the time was over before a trial began (expected: more of it). Raise"
                + " training.search.minutes.")
        : PipelineException.data(
            "Cannot search: all %d trials failed (expected: one with a score). The first one: %s"
                .formatted(result.runs().size(), result.runs().get(0).outcome().message()));
  }

  private static String described(TrialRun run, int trials, PinnedTrainingSet set) {
    String settings = TrialLines.settings(run.trial().values());
    return run.outcome().isFinished()
        ? String.format(
            Locale.ROOT,
            "  trial %d of %d, %d epochs: %s %.4g in %.1f s, %s",
            run.trial().number(),
            trials,
            run.trial().config().fitting().epochs(),
            set.score().words(),
            run.outcome().score(),
            run.outcome().seconds(),
            settings)
        : String.format(
            Locale.ROOT,
            "  trial %d of %d failed, %s: %s",
            run.trial().number(),
            trials,
            settings,
            run.outcome().message());
  }

  private static String described(Search.Result result, TrialRun best, PinnedTrainingSet set) {
    return String.format(
        Locale.ROOT,
        "%d trainings%s, best: trial %d, %s %.4g on validation windows",
        result.runs().size(),
        result.isComplete() ? "" : " (the time is over; the same command goes on)",
        best.trial().number(),
        set.score().words(),
        best.outcome().score());
  }
}
