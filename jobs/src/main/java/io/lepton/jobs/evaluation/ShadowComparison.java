package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.lepton.features.label.Label;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.Columns;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoringConfig;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
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
      Performance.Count readings,
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
                      "On readings that neither was trained on, whose truth is known by now, its mean loss is %s than that of %s."
                          .formatted(found.words(), earnest))
              .orElse(
                  "Nobody knows the truth of any reading since both were trained: which one is"
                      + " better is not known yet."));
    }
  }

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
    PinnedTrainingSet one = PinnedTrainingSet.of(context, context.models().manifest(earnest));
    PinnedTrainingSet other = PinnedTrainingSet.of(context, context.models().manifest(shadow));
    Label label = one.spec().label();
    if (!label.equals(other.spec().label())) {
      throw PipelineException.data(
          "Cannot compare %s with %s: they answer different questions (found: %s, expected: %s)."
              .formatted(shadow, earnest, other.spec().label(), label));
    }
    List<Row> devices =
        devices(
            new Outcomes(context, one.spec()),
            earnest,
            shadow,
            Math.max(one.trainedUntil(), other.trainedUntil()));
    long readings = devices.stream().mapToLong(row -> row.getLong(1)).sum();
    if (readings == 0) {
      throw PipelineException.data(
          "Cannot compare %s with %s: no reading has a prediction of both (expected: some). Run 'lepton score' with scoring.shadow.version = %s first."
              .formatted(shadow, earnest, rule));
    }
    double apart = devices.stream().mapToDouble(row -> row.getDouble(2)).sum() / readings;
    return new Result(
        earnest, shadow, new Performance.Count(readings, devices.size()), apart, losses(devices));
  }

  /**
   * Of each device the readings that both have predicted and how far they are apart there, then
   * those that count, and both losses there.
   */
  private List<Row> devices(
      Outcomes outcomes, ModelVersion earnest, ModelVersion shadow, long trainedUntil) {
    TableId tried = PredictionTable.id(config.shadow().table());
    if (!context.lake().has(tried) || !context.lake().has(config.tableId())) {
      return List.of();
    }
    Column counts =
        col(TelemetryTables.EVENT_TIME)
            .gt(lit(Timestamp.from(Micros.instant(trainedUntil))))
            .and(col(WindowResult.LABEL).isNotNull())
            .and(not(isnan(col("before"))));
    return outcomes
        .of(config.tableId(), earnest)
        .withColumnRenamed(PredictionTable.PREDICTION, "earnest")
        .withColumnRenamed(WindowResult.LOSS, "before")
        .join(
            outcomes
                .of(tried, shadow)
                .select(
                    col(TelemetryTables.DEVICE_ID),
                    col(TelemetryTables.EVENT_TIME),
                    col(TelemetryTables.SEQUENCE),
                    col(PredictionTable.PREDICTION).as("shadow"),
                    col(WindowResult.LOSS).as("after")),
            Columns.names(TelemetryTables.READING_KEY))
        .groupBy(TelemetryTables.DEVICE_ID)
        .agg(
            count(lit(1)),
            sum(abs(col("earnest").minus(col("shadow")))),
            count(when(counts, 1)),
            sum(when(counts, col("before")).otherwise(0.0)),
            sum(when(counts, col("after")).otherwise(0.0)))
        .orderBy(TelemetryTables.DEVICE_ID)
        .collectAsList();
  }

  private Optional<PairedLosses> losses(List<Row> devices) {
    List<PairedLosses.Device> losses =
        devices.stream()
            .filter(row -> row.getLong(3) > 0)
            .map(row -> new PairedLosses.Device(row.getLong(3), row.getDouble(4), row.getDouble(5)))
            .toList();
    return losses.isEmpty()
        ? Optional.empty()
        : Optional.of(PairedLosses.of(losses, context.config().promotion().seed()));
  }
}
