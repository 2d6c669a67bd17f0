package io.lepton.jobs.explain;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.features.DeviceSeries;
import io.lepton.features.FeatureSpec;
import io.lepton.features.Windows;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.console.Lines;
import io.lepton.jobs.console.PrintableText;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelManifest;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.Contributions;
import io.lepton.scoring.PredictionTable;
import io.lepton.scoring.ScoringModel;
import io.lepton.scoring.ScoringRuntime;
import io.lepton.scoring.UsualWindow;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Walks one prediction back: to its model, its training set, its window and the raw bytes. */
public final class ExplainJob {
  private final JobContext context;

  public ExplainJob(JobContext context) {
    this.context = context;
  }

  /**
   * Explains what was said last of a device at a time.
   *
   * @throws PipelineException of kind DATA if nothing was; it names the nearest times
   */
  public Explanation run(String device, Instant time) {
    context.progress().start("explain");
    Explanation.Said said = said(device, time);
    ModelVersion version = context.models().require(said.model(), String.valueOf(said.version()));
    StoredModel stored = context.models().open(version);
    ScoringModel model = ScoringModel.of(stored).on(said.runtime());
    ModelManifest manifest = stored.manifest();
    PinnedTrainingSet set = PinnedTrainingSet.of(context, manifest);
    Dataset<Row> history =
        FeaturesJob.silver(context)
            .read()
            .where(col(TelemetryTables.DEVICE_ID).equalTo(device))
            .where(unix_micros(col(TelemetryTables.EVENT_TIME)).leq(Micros.of(time)));
    Optional<Contributions> today =
        window(history, model.spec(), time).map(window -> asked(model, set, window));
    Explanation explanation =
        new Explanation(
            said, manifest, set.passport(), readings(history, model.spec().windows()), today);
    context.progress().end("%s at %s".formatted(device, time));
    return explanation;
  }

  private Explanation.Said said(String device, Instant time) {
    TableId table = context.config().scoring().tableId();
    Dataset<Row> predictions =
        context
            .lake()
            .existing(table, "lepton score")
            .read()
            .where(col(TelemetryTables.DEVICE_ID).equalTo(device))
            .where(col(PredictionTable.MODEL).equalTo(context.config().scoring().model()));
    Dataset<Row> rows =
        predictions
            .where(unix_micros(col(TelemetryTables.EVENT_TIME)).equalTo(Micros.of(time)))
            .orderBy(
                col(PredictionTable.MODEL_VERSION).desc(), col(TelemetryTables.SEQUENCE).desc());
    Row row =
        rows.takeAsList(1).stream()
            .findFirst()
            .orElseThrow(() -> nothingSaid(predictions, device, time, table));
    Double prediction = row.getAs(PredictionTable.PREDICTION);
    Double lower = row.getAs(PredictionTable.LOWER);
    Double upper = row.getAs(PredictionTable.UPPER);
    return new Explanation.Said(
        device,
        time,
        row.<Long>getAs(TelemetryTables.SEQUENCE),
        row.getAs(PredictionTable.MODEL),
        row.<Integer>getAs(PredictionTable.MODEL_VERSION),
        prediction == null ? Double.NaN : prediction,
        lower == null ? "" : " [%s, %s]".formatted(Lines.number(lower), Lines.number(upper)),
        row.<Timestamp>getAs(PredictionTable.SCORED_AT).toInstant(),
        ScoringRuntime.of(row));
  }

  private static PipelineException nothingSaid(
      Dataset<Row> predictions, String device, Instant time, TableId table) {
    List<Instant> nearest = new ArrayList<>();
    for (Row row :
        predictions
            .select(TelemetryTables.EVENT_TIME)
            .distinct()
            .orderBy(abs(unix_micros(col(TelemetryTables.EVENT_TIME)).minus(Micros.of(time))))
            .takeAsList(3)) {
      nearest.add(row.getTimestamp(0).toInstant());
    }
    return PipelineException.data(
        "Cannot explain '%s' at %s: %s has no prediction of it (expected: a device and one of its times; %s). Choose one of them, or run 'lepton score'."
            .formatted(
                device,
                time,
                table,
                nearest.isEmpty() ? "of this device there is none" : "the nearest are " + nearest));
  }

  /** The window that ends at a time; none if no reading does. */
  private Optional<float[]> window(Dataset<Row> history, FeatureSpec spec, Instant time) {
    Windows windows = spec.windows();
    long wanted = Micros.of(time);
    return DeviceSeries.of(history, FeaturesJob.events(context).read(), spec, List.of())
        .flatMap(series -> ending(series, windows, wanted).stream().iterator())
        .collect()
        .stream()
        .reduce((before, after) -> after);
  }

  private static List<float[]> ending(DeviceSeries series, Windows windows, long wanted) {
    List<float[]> found = new ArrayList<>();
    for (int row = series.rows() - 1; row >= 0 && series.time(row) >= wanted; row--) {
      if (series.time(row) == wanted && series.isObserved(row) && found.isEmpty()) {
        float[] window = new float[windows.size()];
        windows.cut(series.matrix(), series.start(row), row, window, 0);
        found.add(window);
      }
    }
    return found;
  }

  private Contributions asked(ScoringModel model, PinnedTrainingSet set, float[] window) {
    // a version of before models kept it is explained all the same
    UsualWindow usual = model.usual().isNone() ? set.usual() : model.usual();
    return Contributions.of(
        model, window, usual.numbers(), context.config().scoring().miniBatchSize());
  }

  private Explanation.Readings readings(Dataset<Row> history, Windows windows) {
    List<Row> rows =
        history
            .orderBy(col(TelemetryTables.EVENT_TIME).desc(), col(TelemetryTables.SEQUENCE).desc())
            .limit(windows.length())
            .select(
                TelemetryTables.EVENT_TIME,
                TelemetryTables.KAFKA_TOPIC,
                TelemetryTables.KAFKA_PARTITION,
                TelemetryTables.KAFKA_OFFSET)
            .collectAsList();
    if (rows.isEmpty()) {
      return new Explanation.Readings(0, Instant.EPOCH, "silver has it no more", Optional.empty());
    }
    Row newest = rows.get(0);
    return new Explanation.Readings(
        rows.size(),
        rows.get(rows.size() - 1).getTimestamp(0).toInstant(),
        "%s, partition %d, offset %d"
            .formatted(newest.getString(1), newest.getInt(2), newest.getLong(3)),
        payload(newest));
  }

  private Optional<String> payload(Row reading) {
    TableId bronze = TelemetryTables.bronze(context.config().ingest().telemetry().table()).id();
    if (!context.lake().has(bronze)) {
      return Optional.empty();
    }
    return context
        .lake()
        .existing(bronze, "lepton ingest")
        .read()
        .where(col(TelemetryTables.KAFKA_TOPIC).equalTo(lit(reading.getString(1))))
        .where(col(TelemetryTables.KAFKA_PARTITION).equalTo(reading.getInt(2)))
        .where(col(TelemetryTables.KAFKA_OFFSET).equalTo(reading.getLong(3)))
        .where(col(TelemetryTables.VALUE).isNotNull())
        .select(TelemetryTables.VALUE)
        .takeAsList(1)
        .stream()
        .findFirst()
        .map(row -> PrintableText.of(row.<byte[]>getAs(0)));
  }
}
