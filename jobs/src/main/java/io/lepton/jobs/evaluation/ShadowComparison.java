package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.features.Failures;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.features.label.FailureWithin;
import io.lepton.features.label.Label;
import io.lepton.features.label.RemainingLife;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.Columns;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoringConfig;
import io.lepton.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A version that is tried out beside the one that scores: what both said of the same readings,
 * measured against the truth of readings that neither was trained on, which are those after the
 * last window of both training sets.
 */
public final class ShadowComparison {
  private final JobContext context;
  private final ScoringConfig config;

  public ShadowComparison(JobContext context) {
    this.context = context;
    this.config = context.config().scoring();
  }

  /**
   * What was found.
   *
   * @param earnest the version that scores
   * @param shadow the version that is tried out
   * @param readings both have predicted, of how many devices
   * @param apart mean absolute difference of the two
   * @param losses of both where the truth is known by now; empty if nowhere yet
   */
  public record Result(
      ModelVersion earnest,
      ModelVersion shadow,
      Count readings,
      double apart,
      Optional<PairedLosses> losses) {
    /** Name to number. */
    public Map<String, Double> figures() {
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("readings", (double) readings.readings());
      figures.put("devices", (double) readings.devices());
      figures.put("mean_absolute_difference", apart);
      losses.ifPresent(
          found -> {
            figures.put("loss", found.before());
            figures.put("shadow_loss", found.after());
            figures.put("lower", found.lower());
            found.interval().ifPresent(range -> figures.put("lower_from", range.low()));
            found.interval().ifPresent(range -> figures.put("lower_to", range.high()));
          });
      return figures;
    }

    /** As people read it. */
    public List<String> lines() {
      return List.of(
          String.format(
              Locale.ROOT,
              "%s beside %s on %,d readings of %,d devices: %.4g apart on average.",
              shadow,
              earnest,
              readings.readings(),
              readings.devices(),
              apart),
          losses
              .map(
                  found ->
                      "On readings that neither was trained on, whose truth is known by now, its mean squared error is %s than that of %s."
                          .formatted(found.words(), earnest))
              .orElse(
                  "Nobody knows the truth of any reading since both were trained: which one is"
                      + " better is not known yet."));
    }
  }

  /** Readings, and devices they are of. */
  public record Count(long readings, long devices) {}

  /** One reading that both have predicted. */
  private record Pair(String device, long micros, double earnest, double shadow) {}

  /**
   * Compares the version that scores with the one that is tried out.
   *
   * @throws PipelineException of kind CONFIG if none is, of kind DATA if there is nothing of it
   */
  public Result compare() {
    String rule =
        config
            .shadow()
            .rule()
            .orElseThrow(
                () ->
                    PipelineException.config(
                        "Cannot compare: scoring.shadow.version is none (expected: latest or a"
                            + " number). Set it, then run 'lepton score'."));
    ModelVersion earnest = context.models().require(config.model(), config.version());
    ModelVersion shadow = context.models().require(config.model(), rule);
    Label label = label(earnest);
    if (!label.equals(label(shadow))) {
      throw PipelineException.data(
          "Cannot compare %s with %s: they answer different questions (found: %s, expected: %s)."
              .formatted(shadow, earnest, label(shadow), label));
    }
    Map<String, List<Pair>> devices = pairs(earnest, shadow);
    long readings = devices.values().stream().mapToLong(List::size).sum();
    double apart =
        devices.values().stream()
            .flatMap(List::stream)
            .mapToDouble(pair -> Math.abs(pair.earnest() - pair.shadow()))
            .average()
            .orElseThrow(
                () ->
                    PipelineException.data(
                        "Cannot compare %s with %s: no reading has a prediction of both (expected: some). Run 'lepton score' with scoring.shadow.version = %s first."
                            .formatted(shadow, earnest, rule)));
    return new Result(
        earnest,
        shadow,
        new Count(readings, devices.size()),
        apart,
        losses(label, devices, Math.max(trainedUntil(earnest), trainedUntil(shadow))));
  }

  private Label label(ModelVersion version) {
    return ScoringModel.of(context.models().open(version)).spec().label();
  }

  /** By device, in time order. */
  private Map<String, List<Pair>> pairs(ModelVersion earnest, ModelVersion shadow) {
    TableId tried = PredictionTable.id(config.shadow().table());
    Map<String, List<Pair>> devices = new TreeMap<>();
    if (!context.lake().has(tried) || !context.lake().has(config.tableId())) {
      return devices;
    }
    for (Row row :
        said(config.tableId(), earnest, "earnest")
            .join(said(tried, shadow, "shadow"), Columns.names(TelemetryTables.READING_KEY))
            .select(
                col(TelemetryTables.DEVICE_ID),
                unix_micros(col(TelemetryTables.EVENT_TIME)),
                col("earnest"),
                col("shadow"))
            .orderBy(TelemetryTables.DEVICE_ID, TelemetryTables.EVENT_TIME)
            .collectAsList()) {
      devices
          .computeIfAbsent(row.getString(0), device -> new ArrayList<>())
          .add(new Pair(row.getString(0), row.getLong(1), row.getDouble(2), row.getDouble(3)));
    }
    return devices;
  }

  private Dataset<Row> said(TableId table, ModelVersion version, String name) {
    List<org.apache.spark.sql.Column> columns = new ArrayList<>();
    TelemetryTables.READING_KEY.forEach(column -> columns.add(col(column)));
    columns.add(col(PredictionTable.PREDICTION).as(name));
    return context
        .lake()
        .existing(table, "lepton score")
        .read()
        .where(col(PredictionTable.MODEL).equalTo(lit(version.name())))
        .where(col(PredictionTable.MODEL_VERSION).equalTo(lit(version.number())))
        .select(columns.toArray(new org.apache.spark.sql.Column[0]));
  }

  /** The end of the last window that a version was fitted to or chosen by. */
  private long trainedUntil(ModelVersion version) {
    PinnedTrainingSet set = PinnedTrainingSet.of(context, context.models().manifest(version));
    long until = Long.MIN_VALUE;
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION)) {
      until =
          Math.max(
              until,
              TrainingSetTable.segments(set.rows(), split)
                  .map(segment -> Arrays.stream(segment.endTimes()).max().orElse(Long.MIN_VALUE))
                  .fold(Long.MIN_VALUE, Math::max));
    }
    return until;
  }

  private Optional<PairedLosses> losses(
      Label label, Map<String, List<Pair>> devices, long trainedUntil) {
    if (label.event().isEmpty()) {
      return Optional.empty(); // the truth is in the readings: 'lepton evaluate' measures it
    }
    Map<String, long[]> ends =
        Failures.in(FeaturesJob.events(context).read(), label.event().get()).times();
    List<PairedLosses.Device> losses = new ArrayList<>();
    devices.forEach(
        (device, pairs) -> {
          long last = pairs.get(pairs.size() - 1).micros();
          long count = 0;
          double before = 0;
          double after = 0;
          for (Pair pair : pairs) {
            Optional<Double> truth =
                truth(label, pair.micros(), last, ends.getOrDefault(device, new long[0]));
            if (pair.micros() > trainedUntil && truth.isPresent()) {
              count++;
              before += Math.pow(pair.earnest() - truth.get(), 2);
              after += Math.pow(pair.shadow() - truth.get(), 2);
            }
          }
          if (count > 0) {
            losses.add(new PairedLosses.Device(count, before, after));
          }
        });
    return losses.isEmpty()
        ? Optional.empty()
        : Optional.of(PairedLosses.of(losses, context.config().promotion().seed()));
  }

  /** What was true at a time, as the label has it; of a probability 0 or 1. */
  private static Optional<Double> truth(Label label, long micros, long last, long[] ends) {
    Optional<Long> next = Arrays.stream(ends).filter(end -> end >= micros).boxed().findFirst();
    if (label instanceof RemainingLife life) {
      double unit = life.unit().toNanos() / 1e3;
      return next.map(end -> Math.min(life.cap(), (end - micros) / unit));
    } else if (label instanceof FailureWithin failure) {
      long until = micros + failure.horizon().toNanos() / 1000;
      Optional<Long> later = Arrays.stream(ends).filter(end -> end > micros).boxed().findFirst();
      if (later.filter(end -> end <= until).isPresent()) {
        return Optional.of(1.0);
      }
      return later.isPresent() || last >= until ? Optional.of(0.0) : Optional.empty();
    }
    return Optional.empty();
  }
}
